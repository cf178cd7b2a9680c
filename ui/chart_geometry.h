#pragma once

#include <QString>
#include <vector>

#include "model/series.h"

/// What a chart draws, as numbers: no widget, any thread.
namespace ui {

/// The stretch of time that a chart shows, and how it goes on while the run does.
struct TimeWindow {
  enum class Follow {
    whole,    ///< everything from the start, ever wider
    newest,   ///< the same width, moving along
    nothing,  ///< stays where it was put
  };

  trace::Time from{};
  trace::Time to{};
  Follow follow = Follow::whole;

  trace::Time width() const { return to - from; }
};

/// The window when the run has come to `now`.
TimeWindow advanced(const TimeWindow& window, trace::Time now);
/// A window that a person asked for, moved and narrowed to [0, now], never below a microsecond. It follows the newest
/// if it touches `now`, and the whole if it covers everything.
TimeWindow chosen(trace::Time from, trace::Time to, trace::Time now);

/// The least of 1, 2, 5, 10, 20 ... that is not below `least`. Requires least > 0.
double roundStep(double least);

struct ChartPoint {
  double seconds = 0;
  double value = 0;
};

/// Corners of the line of a number that stays until it changes (a step line holds a value until the next corner): a
/// column with several values becomes an upright stroke over all of them. It ends at `to`.
std::vector<ChartPoint> corners(const std::vector<model::Column>& columns, trace::Time to);

/// Equal windows of a round width, at most `atMost` within [from, to), that lie at the same places however the
/// range moves, so that a rate does not flicker. The last is complete. count 0 if there is none.
struct RateWindows {
  trace::Time from{};
  trace::Time to{};
  int count = 0;
};
RateWindows rateWindows(trace::Time from, trace::Time to, int atMost);

/// The value of a step line at that time; requires points, sorted. The first one's before it.
double valueAt(const std::vector<ChartPoint>& points, double seconds);
/// The same of a line that goes straight from point to point.
double valueBetween(const std::vector<ChartPoint>& points, double seconds);

/// How the numbers along an axis are written, all of them alike.
struct AxisUnit {
  double factor = 1;  ///< by which a value is written
  QString name;       ///< behind each number; empty: none
};
/// The unit in which a window of that width reads best, for seconds: s, ms or µs.
AxisUnit timeUnit(trace::Time width);
/// That of values in "s", "ms" or "µs".
bool isTime(const QString& unit);
/// The one for values up to `greatest`: of times as above, of anything else none, k, M or G.
AxisUnit valueUnit(const QString& unit, double greatest);

/// "0", "0.25", "1,200", "12.5 k", "3 ms".
QString axisLabel(double value, const AxisUnit& unit);

}  // namespace ui
