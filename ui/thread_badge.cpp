#include "ui/thread_badge.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QWidget>
#include <cmath>

#include "ui/theme.h"

namespace ui {
namespace {

/// Relative luminance and contrast as WCAG 2 defines them.
double luminance(const QColor& color) {
  const auto linear = [](double share) {
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

}  // namespace

QColor inkOn(const QColor& background) {
  const double light = luminance(background);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? Qt::white : Qt::black;
}

void paintThreadBadge(QPainter& painter, const QRectF& box, trace::ThreadId thread) {
  const QColor color = theme::threadColor(thread);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  painter.drawRoundedRect(box, 3, 3);
  QFont font = painter.font();
  font.setBold(true);
  painter.setFont(font);
  painter.setPen(inkOn(color));
  painter.drawText(box, Qt::AlignCenter, theme::threadLetter(thread));
  painter.restore();
}

QPixmap threadBadge(trace::ThreadId thread, const QWidget& widget) {
  QFont font = widget.font();
  font.setBold(true);
  const QFontMetricsF metrics(font);
  const QSizeF size(std::ceil(metrics.horizontalAdvance(theme::threadLetter(thread)) + 8), std::ceil(metrics.height()));
  const qreal ratio = widget.devicePixelRatioF();
  QPixmap badge((size * ratio).toSize());
  badge.setDevicePixelRatio(ratio);
  badge.fill(Qt::transparent);
  QPainter painter(&badge);
  painter.setFont(font);
  paintThreadBadge(painter, QRectF(QPointF(), size), thread);
  return badge;
}

}  // namespace ui
