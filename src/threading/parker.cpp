#include "threading/parker.h"

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

/// Falling asleep and being woken takes some 10 us where a processor stands idle, so a permit that comes at once is
/// worth looking out for; where it never does (one processor, or more threads that want to run than processors), all
/// but every 64th look is spared.
bool Parker::permitted_soon() {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::nanoseconds least_patience = most_patience / 8;
  if (!has_several_processors()) return false;
  if (patience_ < least_patience) {
    if (++impatient_ < 64) return false;
    impatient_ = 0;
    patience_ = most_patience / 2;
  }
  const auto until = Clock::now() + patience_;
  do {
    if (state_.load(std::memory_order_relaxed) == permitted) {
      patience_ = most_patience;
      return true;
    }
    relax();
  } while (Clock::now() < until);
  patience_ /= 2;
  return false;
}

void Parker::unpark() {
  if (state_.exchange(permitted, std::memory_order_release) == parked) {
    futex_wake(reinterpret_cast<const std::uint32_t&>(state_));
  }
}

}  // namespace threading
