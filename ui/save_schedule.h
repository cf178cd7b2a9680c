#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace ui {

/// Asks for the file that a schedule is to be written to; empty if the person thinks better of it.
QString askWhereToSaveSchedule(QWidget& parent);

/// Writes all of it or nothing. What went wrong, as a sentence; empty if nothing did.
QString writeSchedule(const QString& file, const QByteArray& schedule);

}  // namespace ui
