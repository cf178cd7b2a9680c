#include "ui/save_dialog.h"

#include <QFileDialog>

namespace ui {

QString askWhereToSave(QWidget& parent, const QString& title, const QString& proposal, const FileKind& kind) {
  QFileDialog dialog(&parent, title, {}, QStringLiteral("%1 (*.%2)").arg(kind.name, kind.suffix));
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  dialog.setDefaultSuffix(kind.suffix);
  dialog.selectFile(proposal);
  return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().constFirst() : QString();
}

}  // namespace ui
