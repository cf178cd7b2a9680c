#pragma once

#include <atomic>
#include <cstdint>

#include "threading/timeout.h"

namespace threading {

/// Where one thread sleeps. A permit that is given while it is awake is kept (one at most), so a wake-up is never lost.
///
/// Thread-safety: park() by its own thread, unpark() by any.
/// Memory:        what was done before unpark() is visible after the park() that it ended.
class Parker {
 public:
  /// Returns when there is a permit (and takes it) or at the deadline; may also return early for no reason.
  void park(Deadline deadline);
  void unpark();

 private:
  enum State : std::uint32_t { empty, permitted, parked };

  bool permitted_soon();

  static constexpr std::chrono::nanoseconds patience{10'000};
  static constexpr int most_sleeps_between_looks = 63;

  std::atomic<std::uint32_t> state_{empty};
  // Touched by its own thread only.
  int sleeps_between_looks_ = 0;
  int sleeps_to_come_ = 0;  // before it looks out for a permit again
};

}  // namespace threading
