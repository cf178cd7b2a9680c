#include "threading/parker.h"

#include <sched.h>

#include <algorithm>

#include "threading/futex.h"

namespace threading {

void Parker::park(Deadline deadline) {
  if (state_.exchange(empty, std::memory_order_acquire) == permitted || deadline.is_at_once()) return;
  if (!permitted_soon()) {
    std::uint32_t expected = empty;
    if (state_.compare_exchange_strong(expected, parked, std::memory_order_acquire)) {
      static_assert(sizeof state_ == sizeof(std::uint32_t));
      futex_wait(reinterpret_cast<const std::uint32_t&>(state_), parked, deadline);
    }
  }
  state_.exchange(empty, std::memory_order_acquire);
}

/// Falling asleep and being woken takes some 10 us, so a permit that comes sooner is worth looking out for, and as long
/// as that. Between two looks whoever else wants the processor may have it, since it may be the one that gives the
/// permit. The more often looking out was in vain, the more sleeps pass without it.
bool Parker::permitted_soon() {
  using Clock = std::chrono::steady_clock;
  if (sleeps_to_come_ > 0) {
    --sleeps_to_come_;
    return false;
  }
  const auto until = Clock::now() + patience;
  do {
    sched_yield();
    if (state_.load(std::memory_order_relaxed) == permitted) {
      sleeps_between_looks_ = 0;
      return true;
    }
  } while (Clock::now() < until);
  sleeps_between_looks_ = std::min(2 * sleeps_between_looks_ + 1, most_sleeps_between_looks);
  sleeps_to_come_ = sleeps_between_looks_;
  return false;
}

void Parker::unpark() {
  if (state_.exchange(permitted, std::memory_order_release) == parked) {
    futex_wake(reinterpret_cast<const std::uint32_t&>(state_));
  }
}

}  // namespace threading
