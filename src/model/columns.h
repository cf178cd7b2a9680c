#pragma once

#include "trace/event.h"

namespace model {

/// [from, to) cut into `count` columns of one width, as far as whole nanoseconds allow: pixels of a picture of time.
/// Immutable. Any thread.
class Columns {
 public:
  /// Requires from < to and count >= 1.
  Columns(trace::Time from, trace::Time to, int count);

  /// Where the column begins; edge(count) is `to`. Requires 0 <= column <= count.
  trace::Time edge(int column) const {
    // length * column / count, in two parts so that it cannot overflow.
    return trace::Time(from_ + width_ * column + remainder_ * column / count_);
  }
  /// The column that contains `at`. Requires from <= at < to.
  int at(trace::Time at) const;

 private:
  std::int64_t from_;
  std::int64_t count_;
  std::int64_t width_;      // of a column, whole nanoseconds
  std::int64_t remainder_;  // nanoseconds to be spread over the columns
  double per_nanosecond_;
};

}  // namespace model
