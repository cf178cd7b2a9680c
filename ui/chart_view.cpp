#include "ui/chart_view.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/chart_export.h"
#include "ui/chart_plot.h"
#include "ui/export_button.h"
#include "ui/invitation.h"
#include "ui/words.h"

namespace ui {

ChartView::ChartView(const course::Chart& chart, QWidget* parent)
    : QWidget(parent),
      plot_(new ChartPlot(chart)),
      pane_(new Invitation(plot_, tr("Run the lesson and this chart draws itself."))) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeHeader(chart));
  layout->addWidget(pane_, 1);
  setFocusPolicy(Qt::StrongFocus);
  plot_->setFocusProxy(this);
  const QString name = tr("Chart: %1").arg(words(chart.title));
  setAccessibleName(name);
  plot_->setAccessibleName(name);
}

QSize ChartView::minimumSizeHint() const {
  const int text = QFontMetrics(QApplication::font()).height();
  return {QWidget::minimumSizeHint().width(), text * 9 + plot_->legendHeight()};
}

QWidget* ChartView::makeHeader(const course::Chart& chart) {
  auto* header = new QWidget;
  auto* layout = new QHBoxLayout(header);
  layout->setContentsMargins(6, 2, 2, 2);
  layout->setSpacing(2);
  auto* title = new QLabel(QStringLiteral("<b>%1</b>").arg(words(chart.title).toHtmlEscaped()));
  if (!chart.unit.empty()) title->setText(title->text() + QLatin1String(", ") + words(chart.unit).toHtmlEscaped());
  title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  freeze_ = makeButton(tr("Freeze"), tr("Keep this picture while the run goes on (Space)"));
  freeze_->setCheckable(true);
  QToolButton* fitButton = makeButton(tr("Fit"), tr("Show the whole run (Home, or a double click)"));
  connect(freeze_, &QToolButton::toggled, this, &ChartView::showLatest);
  connect(fitButton, &QToolButton::clicked, this, &ChartView::fit);
  layout->addWidget(title, 1);
  layout->addWidget(freeze_);
  layout->addWidget(fitButton);
  layout->addWidget(new ExportButton(words(chart.title),
                                     [this](const QString& path, QString* error) { return exportTo(path, error); }));
  return header;
}

QToolButton* ChartView::makeButton(const QString& text, const QString& tip) {
  auto* button = new QToolButton;
  button->setText(text);
  button->setToolTip(tip);
  button->setAccessibleName(text);
  button->setAccessibleDescription(tip);
  button->setAutoRaise(true);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

void ChartView::showFrame(const FramePointer& frame) {
  latest_ = frame;
  if (!isFrozen()) showLatest();
}

void ChartView::clear() {
  latest_ = nullptr;
  setFrozen(false);
  showLatest();
}

void ChartView::showLatest() {
  if (isFrozen()) return;
  const bool something = latest_ && latest_->snapshot;
  plot_->setSnapshot(something ? latest_->snapshot : nullptr);
  if (something) {
    pane_->showContent();
  } else {
    pane_->showSentence();
  }
}

void ChartView::setFrozen(bool frozen) { freeze_->setChecked(frozen); }
bool ChartView::isFrozen() const { return freeze_->isChecked(); }
void ChartView::fit() { plot_->fit(); }
bool ChartView::exportTo(const QString& path, QString* error) { return exportChart(*plot_, path, error); }

void ChartView::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Plus: return plot_->zoom(0.8);
    case Qt::Key_Minus: return plot_->zoom(1.25);
    case Qt::Key_Left: return plot_->pan(-0.1);
    case Qt::Key_Right: return plot_->pan(0.1);
    case Qt::Key_Home: return fit();
    case Qt::Key_Space: return setFrozen(!isFrozen());
    default: QWidget::keyPressEvent(event);
  }
}

}  // namespace ui
