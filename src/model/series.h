#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/chunked_log.h"
#include "trace/event.h"

namespace model {

/// A number from `at` on, until the next point.
struct Point {
  trace::Time at{};
  std::int64_t value = 0;
};

/// The extremes of a number in one pixel column, so that no peak is lost when many points share it.
struct Column {
  trace::Time at{};  ///< of the first point in it
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  std::int64_t last = 0;
};

/// The least and the greatest of Series::block points.
struct Extremes {
  std::int64_t least = 0;
  std::int64_t greatest = 0;
};

/// How a number that an object has went over time: a queue's depth, a semaphore's permits, a variable, a gauge.
/// Immutable. Any thread.
struct Series {
  static constexpr std::size_t block = 32;
  using Points = ChunkedLog<Point, 256>;
  using Peaks = ChunkedLog<Extremes, 64>;

  trace::ObjectId object;
  std::string name;
  Points::View points;   ///< by time; neighbours differ in value
  Peaks::View extremes;  ///< extremes[i] is of the points from i * block on

  /// At most one Column per pixel of [from, to); the point in force at `from` counts into the first. Points, not
  /// columns, are returned as they are when there are fewer. Empty if columns < 1 or to <= from.
  /// Complexity: O(columns * (log(points) + block) + points in sight / block).
  std::vector<Column> query(trace::Time from, trace::Time to, int columns) const;

  /// How fast the number grew, per second: differences over `columns` equal windows of [from, to), at the windows'
  /// ends. Meant for counters, which only grow. O(columns * log(points)).
  std::vector<std::pair<trace::Time, double>> rate(trace::Time from, trace::Time to, int columns) const;
};

/// The growing number that Series are views of. One thread.
class SeriesHistory {
 public:
  SeriesHistory(trace::ObjectId object, trace::Time since, std::int64_t value);

  /// `value` from `at` on (moved forward to the last point's time if earlier).
  void append(trace::Time at, std::int64_t value);
  /// What the number was for a moment before the last append(), known only now: a peak, not the number in force.
  void append_late(trace::Time at, std::int64_t value);
  std::size_t size() const { return points_.size(); }
  /// Lets go of the oldest until at most `keep` points (rounded up to a chunk) are left.
  void drop_front(std::size_t keep);
  Series view(std::string name) const;

 private:
  void append_point(Point point);

  trace::ObjectId object_;
  Point last_;
  Series::Points points_;
  Extremes current_;  // of the points since the last full block
  Series::Peaks extremes_;
};

}  // namespace model
