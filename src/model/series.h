#pragma once

#include <cstdint>
#include <string>
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

/// How a number that an object has went over time: a queue's depth, a semaphore's permits, a variable, a gauge.
/// Immutable. Any thread.
struct Series {
  trace::ObjectId object;
  std::string name;
  ChunkedLog<Point>::View points;  ///< by time

  /// At most one Column per pixel of [from, to); the point in force at `from` counts into the first. Points, not
  /// columns, are returned as they are when there are fewer. Empty if columns < 1 or to <= from.
  /// Complexity: O(columns * log(points) + points looked at, at most 64 per column).
  std::vector<Column> query(trace::Time from, trace::Time to, int columns) const;

  /// How fast the number grew, per second: differences over `columns` equal windows of [from, to), at the windows'
  /// ends. Meant for counters, which only grow.
  std::vector<std::pair<trace::Time, double>> rate(trace::Time from, trace::Time to, int columns) const;
};

}  // namespace model
