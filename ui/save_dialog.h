#pragma once

#include <QString>

class QWidget;

namespace ui {

/// Files of one kind, as a dialog offers them.
struct FileKind {
  QString name;    ///< "Schedules"
  QString suffix;  ///< without its dot
};

/// Asks for the file that something is to be written to; empty if the person thinks better of it. A name without a
/// suffix gets that of its kind, before the person is asked whether a file of that name may be overwritten.
QString askWhereToSave(QWidget& parent, const QString& title, const QString& proposal, const FileKind& kind);

}  // namespace ui
