#include "threading/parker.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <ctime>

namespace threading {
namespace {

std::uint32_t* word(std::atomic<std::uint32_t>& state) {
  static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));
  return reinterpret_cast<std::uint32_t*>(&state);
}

/// steady_clock is CLOCK_MONOTONIC in libstdc++, which is the clock of FUTEX_WAIT_BITSET.
timespec absolute(Deadline deadline) {
  const auto since_boot = std::chrono::nanoseconds(deadline.at().time_since_epoch()).count();
  return {.tv_sec = since_boot / 1'000'000'000, .tv_nsec = since_boot % 1'000'000'000};
}

}  // namespace

void Parker::park(Deadline deadline) {
  if (state_.exchange(empty, std::memory_order_acquire) == permitted) return;
  if (deadline.is_at_once()) return;
  std::uint32_t expected = empty;
  if (state_.compare_exchange_strong(expected, parked, std::memory_order_acquire)) {
    timespec until{};
    if (!deadline.is_never()) until = absolute(deadline);
    syscall(SYS_futex, word(state_), FUTEX_WAIT_BITSET_PRIVATE, static_cast<std::uint32_t>(parked),
            deadline.is_never() ? nullptr : &until, nullptr, FUTEX_BITSET_MATCH_ANY);
  }
  state_.exchange(empty, std::memory_order_acquire);
}

void Parker::unpark() {
  if (state_.exchange(permitted, std::memory_order_release) == parked) {
    syscall(SYS_futex, word(state_), FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
  }
}

}  // namespace threading
