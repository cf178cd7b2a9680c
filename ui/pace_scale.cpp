#include "ui/pace_scale.h"

#include <algorithm>
#include <cmath>

namespace ui::pace_scale {
namespace {

constexpr double slowest = 2000;  // ms; 1 ms is the fastest after real time

double milliseconds(int position) {
  const double exact = std::pow(slowest, static_cast<double>(position - 1) / (last - 1));
  const double digit = std::pow(10.0, std::floor(std::log10(exact)) - 1.0);
  return std::round(exact / digit) * digit;
}

}  // namespace

std::chrono::nanoseconds pace(int position) {
  if (position <= 0) return {};
  return std::chrono::microseconds(std::llround(milliseconds(std::min(position, last)) * 1000));
}

int position(std::chrono::nanoseconds wanted) {
  if (wanted.count() <= 0) return 0;
  const double exact = static_cast<double>(wanted.count()) / 1e6;
  const double along = std::log(std::max(exact, 1.0)) / std::log(slowest);
  return std::clamp(1 + static_cast<int>(std::lround(along * (last - 1))), 1, last);
}

QString words(std::chrono::nanoseconds pace) {
  if (pace.count() <= 0) return QStringLiteral("real time");
  const double exact = static_cast<double>(pace.count()) / 1e6;
  if (exact < 1000) return QStringLiteral("%1 ms a step").arg(exact, 0, 'g', 3);
  return QStringLiteral("%1 s a step").arg(exact / 1000, 0, 'g', 3);
}

}  // namespace ui::pace_scale
