#include "ui/timeline_view.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QToolButton>
#include <QWidgetAction>

#include "ui/timeline_canvas.h"
#include "ui/timeline_legend.h"

namespace ui {

using timeline::Camera;
using timeline::Canvas;

namespace {

// Fusion alone hardly shows it on a dark ground.
void setPressed(QToolButton& button, bool pressed) {
  button.setChecked(pressed);
  QPalette palette;
  if (pressed) {
    palette.setColor(QPalette::Button, palette.color(QPalette::Highlight));
    palette.setColor(QPalette::ButtonText, palette.color(QPalette::HighlightedText));
  }
  if (button.palette().color(QPalette::Button) != palette.color(QPalette::Button)) button.setPalette(palette);
}

}  // namespace

TimelineView::TimelineView(QWidget* parent)
    : QWidget(parent), canvas_(new Canvas(this)), scrollBar_(new QScrollBar(Qt::Vertical, this)) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(0);
  grid->addWidget(makeHeader(), 0, 0, 1, 2);
  grid->addWidget(canvas_, 1, 0);
  grid->addWidget(scrollBar_, 1, 1);
  grid->setRowStretch(1, 1);
  grid->setColumnStretch(0, 1);
  setFocusProxy(canvas_);
  scrollBar_->setAccessibleName(tr("Scroll the lanes"));
  connect(canvas_, &Canvas::cameraMoved, this, &TimelineView::updateButtons);
  connect(canvas_, &Canvas::rowsChanged, this, &TimelineView::updateScrollBar);
  connect(canvas_, &Canvas::lineChosen, this, &TimelineView::lineChosen);
  connect(canvas_, &Canvas::threadChosen, this, &TimelineView::threadChosen);
  connect(scrollBar_, &QScrollBar::valueChanged, canvas_, &Canvas::scrollTo);
  clear();
}

void TimelineView::showFrame(const ui::FramePointer& frame) {
  const bool over = !frame || frame->state == course::RunState::over;
  canvas_->show(frame ? frame->snapshot : nullptr, over ? Camera::Progress::over : Camera::Progress::going);
}

void TimelineView::clear() { showFrame(nullptr); }

void TimelineView::showThread(trace::ThreadId thread) { canvas_->showThread(thread); }

QWidget* TimelineView::makeHeader() {
  auto* header = new QWidget(this);
  auto* row = new QHBoxLayout(header);
  row->setContentsMargins(4, 2, 4, 2);
  row->setSpacing(4);
  fit_ = makeButton(tr("Fit"), tr("Show the whole run (F)"), &Canvas::fit);
  follow_ = makeButton(tr("Follow"), tr("Keep the newest in sight (L)"), &Canvas::follow);
  fit_->setCheckable(true);
  follow_->setCheckable(true);
  row->addWidget(fit_);
  row->addWidget(follow_);
  row->addWidget(makeButton(QStringLiteral("\u2212"), tr("Zoom out (-)"), &Canvas::zoomOut));
  row->addWidget(makeButton(QStringLiteral("+"), tr("Zoom in (+)"), &Canvas::zoomIn));
  row->addSpacing(8);
  row->addWidget(legend_ = new timeline::Legend(header), 1);
  row->addWidget(legendButton_ = makeLegendButton(), 0, Qt::AlignRight);
  return header;
}

QToolButton* TimelineView::makeLegendButton() {
  auto* button = new QToolButton(this);
  button->setText(tr("Legend"));
  button->setToolTip(tr("What the bars and arrows mean"));
  button->setAccessibleName(button->toolTip());
  button->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(button);
  auto* action = new QWidgetAction(menu);
  auto* legend = new timeline::Legend(menu);
  action->setDefaultWidget(legend);
  menu->addAction(action);
  connect(menu, &QMenu::aboutToShow, legend, [legend] {
    const int width = legend->minimumSizeHint().width();
    legend->setFixedSize(width, legend->heightForWidth(width));
  });
  button->setMenu(menu);
  return button;
}

void TimelineView::arrangeLegend() {
  QLayout& row = *legend_->parentWidget()->layout();
  int room = width() - row.contentsMargins().left() - row.contentsMargins().right();
  for (int i = 0; i < row.count(); ++i) {
    const QWidget* widget = row.itemAt(i)->widget();
    if (widget == legend_ || widget == legendButton_) continue;
    room -= row.itemAt(i)->sizeHint().width() + (widget != nullptr ? row.spacing() : 0);
  }
  const bool isShort = legend_->isShortAt(room);
  legend_->setVisible(isShort);
  legendButton_->setVisible(!isShort);
}

void TimelineView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrangeLegend();
}

void TimelineView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) arrangeLegend();
}

QToolButton* TimelineView::makeButton(const QString& text, const QString& help, void (Canvas::*action)()) {
  auto* button = new QToolButton(this);
  button->setText(text);
  button->setToolTip(help);
  button->setAccessibleName(help);
  connect(button, &QToolButton::clicked, canvas_, action);
  return button;
}

void TimelineView::updateButtons() {
  setPressed(*fit_, canvas_->camera().mode() == Camera::Mode::fit);
  setPressed(*follow_, canvas_->camera().mode() == Camera::Mode::live);
}

void TimelineView::updateScrollBar() {
  const timeline::Rows& rows = canvas_->rows();
  const QSignalBlocker blocker(scrollBar_);
  scrollBar_->setRange(0, rows.greatestScroll());
  scrollBar_->setPageStep(rows.viewport);
  scrollBar_->setSingleStep(rows.height);
  scrollBar_->setValue(rows.scroll);
  scrollBar_->setVisible(rows.greatestScroll() > 0);
}

}  // namespace ui
