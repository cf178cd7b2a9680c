#include "ui/chart_geometry.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

namespace ui {
namespace {

using namespace std::chrono_literals;
using Follow = TimeWindow::Follow;

using Seconds = std::chrono::duration<double>;

double seconds(trace::Time time) { return Seconds(time).count(); }

/// How many seconds one of that unit is; 0 for what is no time.
double secondsIn(const QString& unit) {
  if (unit == QLatin1String("s")) return 1;
  if (unit == QLatin1String("ms")) return 1e-3;
  return unit == QStringLiteral("µs") ? 1e-6 : 0;
}

void append(std::vector<ChartPoint>& points, double at, std::int64_t value) {
  const auto height = static_cast<double>(value);
  if (!points.empty() && points.back().seconds == at && points.back().value == height) return;
  points.push_back({at, height});
}

}  // namespace

TimeWindow advanced(const TimeWindow& window, trace::Time now) {
  switch (window.follow) {
    case Follow::whole: return {0ns, std::max<trace::Time>(now, 1us), Follow::whole};
    case Follow::newest: return {std::max<trace::Time>(now - window.width(), 0ns), now, Follow::newest};
    case Follow::nothing: return window;
  }
  return window;
}

TimeWindow chosen(trace::Time from, trace::Time to, trace::Time now) {
  const trace::Time all = std::max<trace::Time>(now, 1us);
  const trace::Time width = std::clamp<trace::Time>(to - from, 1us, all);
  const trace::Time begin = std::clamp<trace::Time>(from, 0ns, all - width);
  if (width == all) return {0ns, all, Follow::whole};
  return {begin, begin + width, begin + width == all ? Follow::newest : Follow::nothing};
}

double roundStep(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

std::vector<ChartPoint> corners(const std::vector<model::Column>& columns, trace::Time to) {
  std::vector<ChartPoint> points;
  points.reserve(columns.size() * 3 + 1);
  for (const model::Column& column : columns) {
    const double at = seconds(column.at);
    if (column.least != column.greatest) {
      append(points, at, column.least);
      append(points, at, column.greatest);
    }
    append(points, at, column.last);
  }
  if (!columns.empty() && columns.back().at < to) append(points, seconds(to), columns.back().last);
  return points;
}

RateWindows rateWindows(trace::Time from, trace::Time to, int atMost) {
  if (atMost < 1 || to <= from) return {};
  const double least = std::max(1.0, static_cast<double>((to - from).count()) / atMost);
  const trace::Time width(std::llround(roundStep(least)));
  const trace::Time begin = from / width * width;
  const trace::Time end = to / width * width;
  return {begin, end, static_cast<int>((end - begin) / width)};
}

namespace {

auto firstBehind(const std::vector<ChartPoint>& points, double at) {
  return std::upper_bound(points.begin(), points.end(), at,
                          [](double time, const ChartPoint& point) { return time < point.seconds; });
}

}  // namespace

double valueAt(const std::vector<ChartPoint>& points, double at) {
  const auto later = firstBehind(points, at);
  return later == points.begin() ? points.front().value : std::prev(later)->value;
}

double valueBetween(const std::vector<ChartPoint>& points, double at) {
  const auto later = firstBehind(points, at);
  if (later == points.begin() || later == points.end()) return valueAt(points, at);
  const ChartPoint& earlier = *std::prev(later);
  const double share = (at - earlier.seconds) / (later->seconds - earlier.seconds);
  return std::lerp(earlier.value, later->value, share);
}

AxisUnit timeUnit(trace::Time width) {
  if (width >= 1s) return {1, QStringLiteral("s")};
  if (width >= 1ms) return {1e3, QStringLiteral("ms")};
  return {1e6, QStringLiteral("µs")};
}

bool isTime(const QString& unit) { return secondsIn(unit) > 0; }

AxisUnit valueUnit(const QString& unit, double greatest) {
  if (const double second = secondsIn(unit); second > 0) {
    const AxisUnit found = timeUnit(std::chrono::duration_cast<trace::Time>(Seconds(greatest * second * (1 + 1e-9))));
    return {second * found.factor, found.name};
  }
  if (greatest >= 1e9) return {1e-9, QStringLiteral("G")};
  if (greatest >= 1e6) return {1e-6, QStringLiteral("M")};
  if (greatest >= 1e4) return {1e-3, QStringLiteral("k")};
  return {};
}

QString axisLabel(double value, const AxisUnit& unit) {
  const double shown = value * unit.factor;
  if (std::abs(shown) < 1e-9) return QStringLiteral("0");
  static const QLocale grouping(QLocale::English, QLocale::UnitedStates);
  const QString number = grouping.toString(shown, 'g', 5);
  return unit.name.isEmpty() ? number : number + QLatin1Char(' ') + unit.name;
}

}  // namespace ui
