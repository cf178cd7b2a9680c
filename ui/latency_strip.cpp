#include "ui/latency_strip.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"

namespace ui {
namespace {

constexpr double lowest = 1e5;   // 0.1 ms
constexpr double highest = 1e9;  // 1 s
constexpr std::chrono::milliseconds oneFrame{16};

}  // namespace

double latencyBarHeight(std::chrono::nanoseconds latency) {
  if (latency.count() <= 0) return 0;
  const double height = std::log(static_cast<double>(latency.count()) / lowest) / std::log(highest / lowest);
  return std::clamp(height, 0.04, 1.0);
}

LatencyStrip::LatencyStrip(QWidget* parent) : QWidget(parent) {
  setAccessibleName(QStringLiteral("Latency of this window over the last 30 seconds"));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void LatencyStrip::setValues(std::vector<std::chrono::nanoseconds> values) {
  values_ = std::move(values);
  update();
}

QSize LatencyStrip::sizeHint() const { return {100, fontMetrics().height() + 4}; }
QSize LatencyStrip::minimumSizeHint() const { return {40, fontMetrics().height()}; }

void LatencyStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme::paper());
  const double bottom = height() - 1;
  const auto top = [&](std::chrono::nanoseconds latency) { return bottom - latencyBarHeight(latency) * (bottom - 1); };
  painter.setPen(QPen(theme::verdictColor(course::Verdict::fails), 1, Qt::DotLine));
  painter.drawLine(QPointF(0, top(oneFrame)), QPointF(width(), top(oneFrame)));
  const double column = static_cast<double>(width()) / static_cast<double>(std::max<std::size_t>(values_.size(), 1));
  for (std::size_t index = 0; index < values_.size(); ++index) {
    if (values_[index].count() == 0) continue;
    const bool late = values_[index] > oneFrame;
    const QColor color = late ? theme::verdictColor(course::Verdict::fails) : theme::accent();
    const double y = top(values_[index]);
    painter.fillRect(QRectF(static_cast<double>(index) * column, y, column, bottom - y), color);
  }
  painter.setPen(theme::gridColor());
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace ui
