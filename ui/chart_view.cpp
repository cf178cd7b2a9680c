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
#include "ui/plot_look.h"
#include "ui/words.h"

namespace ui {
namespace {

/// "Title, unit" with the title in bold; values that are times have their unit at the axis. The unit is the first to be
/// shortened, and what is gone a tool tip has.
class ChartTitle : public QLabel {
 public:
  explicit ChartTitle(const course::Chart& chart)
      : title_(words(chart.title)), unit_(plot_look::valueLabel(words(chart.unit))) {
    if (unit_.compare(title_, Qt::CaseInsensitive) == 0) unit_.clear();
    setTextFormat(Qt::RichText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    shorten();
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QLabel::resizeEvent(event);
    shorten();
  }
  void changeEvent(QEvent* event) override {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange) shorten();
  }

 private:
  void shorten() {
    QFont font = this->font();
    font.setBold(true);
    const QFontMetrics bold(font);
    const QString rest = unit_.isEmpty() ? QString() : QLatin1String(", ") + unit_;
    const QString title = bold.elidedText(title_, Qt::ElideRight, width());
    const QString unit = fontMetrics().elidedText(rest, Qt::ElideRight, width() - bold.horizontalAdvance(title));
    setText(QStringLiteral("<b>%1</b>%2").arg(title.toHtmlEscaped(), unit.toHtmlEscaped()));
    setToolTip(title == title_ && unit == rest ? QString() : title_ + rest);
    setAccessibleName(title_ + rest);
  }

  QString title_;
  QString unit_;
};

}  // namespace

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
  return {QWidget::minimumSizeHint().width(), text * 7 + (pane_->isContentShown() ? plot_->legendHeight() : 0)};
}

QWidget* ChartView::makeHeader(const course::Chart& chart) {
  auto* header = new QWidget;
  auto* layout = new QHBoxLayout(header);
  layout->setContentsMargins(6, 2, 2, 2);
  layout->setSpacing(2);
  freeze_ = makeButton(tr("Freeze"), tr("Keep this picture while the run goes on (Space)"));
  freeze_->setCheckable(true);
  QToolButton* fitButton = makeButton(tr("Fit"), tr("Show the whole run (Home, or a double click)"));
  connect(freeze_, &QToolButton::toggled, this, &ChartView::showLatest);
  connect(fitButton, &QToolButton::clicked, this, &ChartView::fit);
  layout->addWidget(new ChartTitle(chart), 1);
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
  const bool drew = pane_->isContentShown();
  if (!something) {
    pane_->showSentence(tr("Run the lesson and this chart draws itself."));
  } else if (!plot_->hasLines()) {
    const bool over = latest_->state == course::RunState::over;
    pane_->showSentence(over ? tr("This run did not measure it.")
                             : tr("Nothing to draw so far: this run has not measured it."));
  } else {
    pane_->showContent();
  }
  if (drew != pane_->isContentShown()) updateGeometry();
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
