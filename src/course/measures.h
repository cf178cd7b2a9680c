#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "model/snapshot.h"

namespace course {

/// How the threads of a run spent their time. At work: running, or sleeping as long as the work of a lesson is to take;
/// whether the system gave a running thread a core is not visible. Waiting: blocked, or released and not yet going on;
/// the time in which a thread waits for another one's end, or an event loop has nothing to do, counts neither as its
/// life nor as waiting.
struct Measures {
  std::chrono::nanoseconds length{};  ///< from the start of the first thread to the end of the last
  double waiting = 0;                 ///< the share of its threads' lives, 0 to 1
  double at_work = 0;                 ///< how many threads were at work, on average over the length
  std::size_t most_at_work = 0;       ///< at any moment
  std::size_t most_alive = 0;         ///< started and not yet ended, at any moment
  double overlap = 0;                 ///< the share of the length in which two or more were at work, 0 to 1

  double seconds() const { return std::chrono::duration<double>(length).count(); }
};

/// Of a run that is over. O(slices * log(slices)).
Measures measures_of(const model::Snapshot& snapshot);

/// How far measurements of the same thing lie apart.
struct Spread {
  double least = 0;
  double lower = 0;  ///< a quarter of them is not above it
  double median = 0;
  double upper = 0;  ///< a quarter of them is not below it
  double greatest = 0;
};

/// Quartiles between two values are interpolated. Requires at least one value.
Spread spread_of(std::vector<double> values);

}  // namespace course
