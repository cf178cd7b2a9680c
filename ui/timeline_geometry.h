#pragma once

#include <QRect>
#include <QSize>
#include <QString>
#include <optional>
#include <vector>

#include "trace/event.h"

/// Where things are in the thread timeline: values and free functions that know no widget. Any thread.
namespace ui::timeline {

using trace::Time;

/// The shortest stretch that can be zoomed to.
inline constexpr Time shortest{100};

/// A stretch of time, [begin, end).
struct Range {
  Time begin{};
  Time end{};

  Time length() const { return end - begin; }
  Time middle() const { return begin + length() / 2; }
  bool contains(Time at) const { return begin <= at && at < end; }
  bool operator==(const Range&) const = default;
};

/// Everything that can be looked at: from the recorder's begin to `now`, never shorter than `shortest`.
Range wholeRun(Time now);
/// From the recorder's begin to a round time a little after `now`, so that a run that goes on has room to grow and the
/// axis need not change with every frame. At most a quarter of it is free, but it is never shorter than 10 ms.
Range roomFor(Time now);
/// `wanted`, made to fit: not shorter than `shortest`, not longer than `whole`, and moved inside it.
Range limited(Range wanted, Range whole);
/// `visible` with `factor` times as much detail (above 1: closer), so that `around` stays at its place on the screen.
Range zoomed(Range visible, Time around, double factor, Range whole);
Range panned(Range visible, Time by, Range whole);
/// What to show so that `stretch` fills four fifths of the width.
Range framing(Range stretch, Range whole);
/// `visible`, moved as little as needed to have `at` in it, a tenth of the width from the border.
Range revealing(Range visible, Time at, Range whole);

/// Time along pixels: `visible` on x = left to left + width. Requires width >= 1 and a range of some length.
struct Axis {
  Range visible;
  int left = 0;
  int width = 1;

  double x(Time at) const;
  Time at(double x) const;
  double perPixel() const { return static_cast<double>(visible.length().count()) / width; }
  Time across(double pixels) const;
};

/// `visible` moved later by less than a pixel, so that its begin is a whole number of pixels after 0. Ranges of one
/// length that were snapped differ by whole pixels, so that a picture of the one can be scrolled to the other.
Range snapped(Range visible, int columns);
/// By how many whole pixels a picture of `before` has to move left to be one of `after`; nullopt if it would not fit or
/// nothing of it would be left.
std::optional<int> shiftBetween(Range before, Range after, int columns);

/// Pixel columns [begin, end) of a picture.
struct Strip {
  int begin = 0;
  int end = 0;
  bool operator==(const Strip&) const = default;
};
/// The columns to be painted anew after a picture of `columns` has moved left by `shift`, when everything from column
/// `changed` (counted after the move) on is different. In order, without overlap.
std::vector<Strip> stripsToPaint(int shift, int changed, int columns);

/// A mark on the time axis.
struct Tick {
  Time at{};
  QString label;
};

/// Marks at round times. Far into a run, marks are told from `base`: "+20 ns" after "1.23456 s".
struct Scale {
  Time step{};
  Time base{};
  std::vector<Tick> ticks;

  bool relative() const { return base > Time::zero(); }
};

/// 1, 2 or 5 times a power of ten nanoseconds, so that steps are at least `spacing` pixels apart.
Time niceStep(const Axis& axis, int spacing);
/// Requires spacing >= 1 (pixels).
Scale scale(const Axis& axis, int spacing);
/// The moment in seconds, milliseconds, microseconds or nanoseconds, as `unitOf` measures, told apart down to `step`.
QString label(Time at, Time unitOf, Time step);

/// Lanes one below the other, scrolled. y counts from the top of the plot.
struct Rows {
  int count = 0;
  int height = 1;    ///< of one lane, pixels, at least 1
  int viewport = 0;  ///< pixels that can be seen
  int scroll = 0;    ///< pixels scrolled away at the top

  int total() const { return count * height; }
  int greatestScroll() const { return total() > viewport ? total() - viewport : 0; }
  int top(int lane) const { return lane * height - scroll; }
  int middle(int lane) const { return top(lane) + height / 2; }
  /// Room above and below the bar of a lane.
  int inset() const { return height > 12 ? height / 6 : 1; }
  /// The lane at y; -1 if there is none.
  int at(int y) const;
  int firstVisible() const;
  /// One beyond the last that can be seen.
  int endVisible() const;
  Rows scrolledTo(int wanted) const;
  /// Scrolled as little as needed to see the whole lane.
  Rows revealing(int lane) const;
  bool operator==(const Rows&) const = default;
};

/// As high as the room allows, between what a line of text needs and what still looks like a lane.
int rowHeight(int viewport, int count, int textHeight);

/// The parts of the canvas.
struct Layout {
  QRect corner;  ///< above the names: the base of the axis
  QRect axis;
  QRect names;
  QRect plot;
  QRect sentence;  ///< below all: what is under the pointer or chosen, in words
};

/// `nameWidth`: of the longest name with its badge; it gets at most three tenths of the width.
Layout layOut(QSize size, int textHeight, int nameWidth);

}  // namespace ui::timeline
