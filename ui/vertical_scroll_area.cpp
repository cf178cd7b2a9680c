#include "ui/vertical_scroll_area.h"

#include <QEvent>
#include <QScrollBar>

namespace ui {

VerticalScrollArea::VerticalScrollArea(QWidget* content, QWidget* parent) : QScrollArea(parent) {
  setWidget(content);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  // As the dock around it, not as a pane of text.
  viewport()->setAutoFillBackground(false);
  content->setAutoFillBackground(false);
  content->installEventFilter(this);
}

QSize VerticalScrollArea::minimumSizeHint() const {
  const int width = widget() ? widget()->minimumSizeHint().width() : 0;
  return {width + verticalScrollBar()->sizeHint().width(), fontMetrics().height() * 4};
}

bool VerticalScrollArea::eventFilter(QObject* watched, QEvent* event) {
  if (watched == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
  return QScrollArea::eventFilter(watched, event);
}

}  // namespace ui
