#include "ui/save_schedule.h"

#include <QSaveFile>

#include "ui/save_dialog.h"

namespace ui {

QString askWhereToSaveSchedule(QWidget& parent) {
  return askWhereToSave(parent, QObject::tr("Save schedule"), QStringLiteral("schedule.jsonl"),
                        {QObject::tr("Schedules"), QStringLiteral("jsonl")});
}

QString writeSchedule(const QString& name, const QByteArray& schedule) {
  QSaveFile file(name);
  const bool written = file.open(QIODevice::WriteOnly) && file.write(schedule) == schedule.size() && file.commit();
  return written ? QString() : QObject::tr("Cannot write \"%1\": %2.").arg(name, file.errorString());
}

}  // namespace ui
