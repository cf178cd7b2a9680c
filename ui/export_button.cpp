#include "ui/export_button.h"

#include <QMenu>
#include <QMessageBox>

#include "ui/save_dialog.h"

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
  for (const FileKind& kind :
       {FileKind{tr("Picture (PNG)"), QStringLiteral("png")}, FileKind{tr("Document (PDF)"), QStringLiteral("pdf")},
        FileKind{tr("Numbers (CSV)"), QStringLiteral("csv")}}) {
    connect(menu->addAction(kind.name + QStringLiteral(" ...")), &QAction::triggered, this,
            [this, kind] { ask(kind); });
  }
  setMenu(menu);
  setPopupMode(QToolButton::InstantPopup);
}

void ExportButton::ask(const FileKind& kind) {
  const QString proposal = name_.toLower().replace(QLatin1Char(' '), QLatin1Char('-'));
  const QString path = askWhereToSave(*this, tr("Export the chart"), proposal + QLatin1Char('.') + kind.suffix, kind);
  if (path.isEmpty()) return;
  QString error;
  if (!export_(path, &error)) QMessageBox::warning(this, tr("Export the chart"), error);
}

}  // namespace ui
