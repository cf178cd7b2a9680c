#include "ui/timeline_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui::timeline {
namespace {

Time rounded(double nanoseconds) { return Time(std::llround(nanoseconds)); }
double real(Time time) { return static_cast<double>(time.count()); }

struct Unit {
  std::int64_t nanoseconds;
  QString sign;
};

Unit unitFor(Time time) {
  const std::int64_t nanoseconds = time.count();
  if (nanoseconds >= 1'000'000'000) return {1'000'000'000, QStringLiteral("s")};
  if (nanoseconds >= 1'000'000) return {1'000'000, QStringLiteral("ms")};
  if (nanoseconds >= 1'000) return {1'000, QStringLiteral("\u00b5s")};
  return {1, QStringLiteral("ns")};
}

int decimalsFor(const Unit& unit, Time step) {
  int decimals = 0;
  for (std::int64_t digit = unit.nanoseconds; digit > 1 && step.count() % digit != 0; digit /= 10) ++decimals;
  return decimals;
}

// Labels longer than this are told from a base instead.
constexpr int mostDecimals = 3;

Time baseOf(Range visible, Time step) {
  if (decimalsFor(unitFor(visible.end), step) <= mostDecimals) return Time::zero();
  const Time coarse = step * 10;
  return visible.begin / coarse * coarse;
}

}  // namespace

Range wholeRun(Time now) { return {Time::zero(), std::max(now, shortest)}; }

Range roomFor(Time now) {
  const Time least = std::max(now, Time(std::chrono::milliseconds(10)));
  const double power = std::pow(10.0, std::floor(std::log10(real(least))));
  for (const double multiple : {1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0, 5.0, 6.4, 8.0}) {
    if (rounded(multiple * power) >= least) return {Time::zero(), rounded(multiple * power)};
  }
  return {Time::zero(), rounded(10 * power)};
}

Range limited(Range wanted, Range whole) {
  const Time longest = std::max(whole.length(), shortest);
  const Time length = std::clamp(wanted.length(), shortest, longest);
  const Time begin = std::clamp(wanted.begin, whole.begin, whole.begin + longest - length);
  return {begin, begin + length};
}

Range zoomed(Range visible, Time around, double factor, Range whole) {
  const double longest = std::max(real(whole.length()), real(shortest));
  const double length = std::clamp(real(visible.length()) / factor, real(shortest), longest);
  const double before = real(around - visible.begin) * length / real(visible.length());
  const Time begin = around - rounded(before);
  return limited({begin, begin + rounded(length)}, whole);
}

Range panned(Range visible, Time by, Range whole) { return limited({visible.begin + by, visible.end + by}, whole); }

Range framing(Range stretch, Range whole) {
  const Time margin = std::max(stretch.length() / 8, Time(1));
  Range wanted{stretch.begin - margin, stretch.end + margin};
  if (const Time missing = shortest - wanted.length(); missing > Time::zero()) {
    wanted = {wanted.begin - missing / 2, wanted.end + missing / 2};
  }
  return limited(wanted, whole);
}

Range revealing(Range visible, Time at, Range whole) {
  const Time margin = visible.length() / 10;
  if (at < visible.begin + margin) return panned(visible, at - margin - visible.begin, whole);
  if (at > visible.end - margin) return panned(visible, at + margin - visible.end, whole);
  return visible;
}

double Axis::x(Time at) const { return left + real(at - visible.begin) / perPixel(); }
Time Axis::at(double x) const { return visible.begin + across(x - left); }
Time Axis::across(double pixels) const { return rounded(pixels * perPixel()); }

Range snapped(Range visible, int columns) {
  const double perPixel = real(visible.length()) / columns;
  const Time begin = rounded(std::ceil(real(visible.begin) / perPixel - 1e-9) * perPixel);
  return {begin, begin + visible.length()};
}

std::optional<int> shiftBetween(Range before, Range after, int columns) {
  if (before.length() != after.length()) return std::nullopt;
  const double pixels = real(after.begin - before.begin) * columns / real(before.length());
  if (std::abs(pixels) >= columns || std::abs(pixels - std::round(pixels)) > 0.02) return std::nullopt;
  return static_cast<int>(std::lround(pixels));
}

std::vector<Strip> stripsToPaint(int shift, int changed, int columns) {
  const int tail = std::clamp(std::min(changed, columns - shift), 0, columns);
  std::vector<Strip> strips;
  const int head = std::clamp(-shift, 0, columns);
  strips.push_back({0, head});
  strips.push_back({std::max(head, tail), columns});
  std::erase_if(strips, [](Strip strip) { return strip.begin >= strip.end; });
  return strips;
}

Time niceStep(const Axis& axis, int spacing) {
  const double least = std::max(axis.perPixel() * spacing, 1.0);
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double multiple : {1.0, 2.0, 5.0}) {
    if (multiple * power >= least * (1 - 1e-9)) return rounded(multiple * power);
  }
  return rounded(10 * power);
}

QString label(Time at, Time unitOf, Time step) {
  const Unit unit = unitFor(unitOf);
  const double value = real(at) / static_cast<double>(unit.nanoseconds);
  return QStringLiteral("%1 %2").arg(value, 0, 'f', decimalsFor(unit, step)).arg(unit.sign);
}

Scale scale(const Axis& axis, int spacing) {
  Scale result;
  result.step = niceStep(axis, spacing);
  result.base = baseOf(axis.visible, result.step);
  const QString sign = result.relative() ? QStringLiteral("+") : QString();
  const Time unitOf = std::max(axis.visible.end - result.base, result.step);
  Time at = (axis.visible.begin + result.step - Time(1)) / result.step * result.step;
  for (; at <= axis.visible.end; at += result.step) {
    result.ticks.push_back({at, sign + label(at - result.base, unitOf, result.step)});
  }
  return result;
}

int Rows::at(int y) const {
  if (y < 0 || y >= viewport) return -1;
  const int lane = (y + scroll) / height;
  return lane < count ? lane : -1;
}

int Rows::firstVisible() const { return std::clamp(scroll / height, 0, count); }
int Rows::endVisible() const { return std::clamp((scroll + viewport + height - 1) / height, 0, count); }

Rows Rows::scrolledTo(int wanted) const {
  Rows rows = *this;
  rows.scroll = std::clamp(wanted, 0, greatestScroll());
  return rows;
}

Rows Rows::revealing(int lane) const {
  if (top(lane) < 0) return scrolledTo(lane * height);
  if (top(lane) + height > viewport) return scrolledTo((lane + 1) * height - viewport);
  return *this;
}

int rowHeight(int viewport, int count, int textHeight) {
  const int least = textHeight + 4;
  const int most = textHeight * 2 + 4;
  return std::clamp(count > 0 ? viewport / count : most, least, most);
}

Layout layOut(QSize size, int textHeight, int nameWidth) {
  const int names = std::min(nameWidth, size.width() * 2 / 5);
  const int axis = std::min(textHeight + 10, size.height());
  const int width = std::max(size.width() - names, 1);
  const int sentence = std::min(textHeight + 6, size.height() - axis);
  const int height = size.height() - axis - sentence;
  return {QRect(0, 0, names, axis), QRect(names, 0, width, axis), QRect(0, axis, names, height),
          QRect(names, axis, width, height), QRect(0, axis + height, size.width(), sentence)};
}

}  // namespace ui::timeline
