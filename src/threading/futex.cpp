#include "threading/futex.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <ctime>

namespace threading {
namespace {

/// steady_clock is CLOCK_MONOTONIC in libstdc++, which is the clock of FUTEX_WAIT_BITSET.
timespec absolute(Deadline deadline) {
  const auto since_boot = std::chrono::nanoseconds(deadline.at().time_since_epoch()).count();
  return {.tv_sec = since_boot / 1'000'000'000, .tv_nsec = since_boot % 1'000'000'000};
}

}  // namespace

void futex_wait(const std::uint32_t& word, std::uint32_t expected, Deadline deadline) {
  timespec until{};
  if (!deadline.is_never()) until = absolute(deadline);
  syscall(SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE, expected, deadline.is_never() ? nullptr : &until, nullptr,
          FUTEX_BITSET_MATCH_ANY);
}

void futex_wake(const std::uint32_t& word) { syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0); }

void stay_away() {
  const auto until = Deadline::Clock::now() + std::chrono::nanoseconds(500);
  do {
    for (int i = 0; i < 4; ++i) relax();
  } while (Deadline::Clock::now() < until);
}

bool has_several_processors() {
  static const bool several = sysconf(_SC_NPROCESSORS_ONLN) > 1;
  return several;
}

}  // namespace threading
