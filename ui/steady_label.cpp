#include "ui/steady_label.h"

#include <QEvent>
#include <QLayout>

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
  // At once: a window that stands still lays nothing out.
  if (parentWidget() != nullptr && parentWidget()->layout() != nullptr) parentWidget()->layout()->activate();
}

QSize SteadyLabel::minimumSizeHint() const { return {widest_, fontMetrics().height()}; }

void SteadyLabel::changeEvent(QEvent* event) {
  ElidedLabel::changeEvent(event);
  if (event->type() != QEvent::FontChange) return;
  widest_ = 0;
  widen();
}

}  // namespace ui
