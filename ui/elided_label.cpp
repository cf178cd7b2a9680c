#include "ui/elided_label.h"

#include <QStyle>
#include <QStylePainter>

namespace ui {

ElidedLabel::ElidedLabel(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); }

void ElidedLabel::setText(const QString& text) {
  if (text == text_) return;
  text_ = text;
  setAccessibleName(text);
  update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment) {
  alignment_ = alignment;
  update();
}

QSize ElidedLabel::sizeHint() const { return {fontMetrics().averageCharWidth() * 12, fontMetrics().height()}; }
QSize ElidedLabel::minimumSizeHint() const { return {0, fontMetrics().height()}; }

void ElidedLabel::paintEvent(QPaintEvent*) {
  QStylePainter painter(this);
  const QString shown = fontMetrics().elidedText(text_, Qt::ElideRight, width());
  painter.drawItemText(rect(), static_cast<int>(alignment_ | Qt::AlignVCenter), palette(), isEnabled(), shown,
                       foregroundRole());
}

}  // namespace ui
