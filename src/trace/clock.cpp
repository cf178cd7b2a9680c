#include "trace/clock.h"

#include <algorithm>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace trace {
namespace {

#if defined(__x86_64__)
bool counter_is_invariant() {
  // Intel SDM 3B 18.17.1, AMD APM 3 E.4.7: CPUID 80000007H, EDX bit 8.
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  return __get_cpuid(0x80000007U, &a, &b, &c, &d) != 0 && (d & (1U << 8U)) != 0;
}

struct Reading {
  std::chrono::steady_clock::time_point time;
  std::uint64_t ticks = 0;
};

/// Both clocks at one moment: of several tries the one with the least time around it, because a thread that is
/// pre-empted between two readings would be wrong by milliseconds.
Reading read_both() {
  constexpr int tries = 8;
  Reading best;
  std::uint64_t narrowest = ~std::uint64_t{0};
  for (int i = 0; i < tries; ++i) {
    const std::uint64_t before = __rdtsc();
    const auto time = std::chrono::steady_clock::now();
    const std::uint64_t width = __rdtsc() - before;
    if (width >= narrowest) continue;
    narrowest = width;
    best = {time, before + width / 2};
  }
  return best;
}
#endif

}  // namespace

const Clock& Clock::process() {
  static const Clock clock(Source::machine);
  return clock;
}

std::unique_ptr<Clock> Clock::by_hand() { return std::unique_ptr<Clock>(new Clock(Source::hand)); }

void Clock::set(std::chrono::nanoseconds time) {
  hand_.store(std::max(hand_.load(std::memory_order_relaxed), static_cast<std::uint64_t>(time.count())),
              std::memory_order_relaxed);
}

Clock::Clock(Source source) : by_hand_(source == Source::hand) {
  if (by_hand_) return;
#if defined(__x86_64__)
  if (!counter_is_invariant()) return;
  const Reading first = read_both();
  while (std::chrono::steady_clock::now() - first.time < std::chrono::milliseconds(5)) {
  }
  const Reading last = read_both();
  nanoseconds_per_tick_ = std::chrono::duration<double, std::nano>(last.time - first.time).count() /
                          static_cast<double>(last.ticks - first.ticks);
  counter_ = true;
#endif
}

}  // namespace trace
