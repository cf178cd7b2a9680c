#include "ui/export_button.h"

#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>

namespace ui {

ExportButton::ExportButton(const QString& name, Export exporter, QWidget* parent)
    : QToolButton(parent), name_(name), export_(std::move(exporter)) {
  setText(tr("Export"));
  setToolTip(tr("Save the chart as a picture or as numbers"));
  setAccessibleName(text());
  setAccessibleDescription(toolTip());
  setAutoRaise(true);
  setFocusPolicy(Qt::TabFocus);
  auto* menu = new QMenu(this);
  for (const auto& [text, suffix] : {std::pair(tr("Picture (PNG) ..."), QStringLiteral("png")),
                                     std::pair(tr("Document (PDF) ..."), QStringLiteral("pdf")),
                                     std::pair(tr("Numbers (CSV) ..."), QStringLiteral("csv"))}) {
    connect(menu->addAction(text), &QAction::triggered, this, [this, ending = suffix] { ask(ending); });
  }
  setMenu(menu);
  setPopupMode(QToolButton::InstantPopup);
}

void ExportButton::ask(const QString& suffix) {
  const QString proposal = name_.toLower().replace(QLatin1Char(' '), QLatin1Char('-'));
  QString path = QFileDialog::getSaveFileName(this, tr("Export the chart"), proposal + QLatin1Char('.') + suffix,
                                              QStringLiteral("*.%1").arg(suffix));
  if (path.isEmpty()) return;
  if (QFileInfo(path).suffix().isEmpty()) path += QLatin1Char('.') + suffix;
  QString error;
  if (!export_(path, &error)) QMessageBox::warning(this, tr("Export the chart"), error);
}

}  // namespace ui
