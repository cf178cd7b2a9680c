#include "ui/steady_label.h"

#include <QEvent>

namespace ui {

SteadyLabel::SteadyLabel(QWidget* parent) : ElidedLabel(parent) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SteadyLabel::setText(const QString& text) {
  ElidedLabel::setText(text);
  widen();
}

void SteadyLabel::widen() {
  const int width = fontMetrics().horizontalAdvance(text()) + fontMetrics().averageCharWidth() * 2;
  if (width <= widest_) return;
  widest_ = width;
  updateGeometry();
}

QSize SteadyLabel::minimumSizeHint() const { return {widest_, fontMetrics().height()}; }

void SteadyLabel::changeEvent(QEvent* event) {
  ElidedLabel::changeEvent(event);
  if (event->type() != QEvent::FontChange) return;
  widest_ = 0;
  widen();
}

}  // namespace ui
