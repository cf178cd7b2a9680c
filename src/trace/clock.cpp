#include "trace/clock.h"

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
#endif

}  // namespace

const Clock& Clock::process() {
  static const Clock clock;
  return clock;
}

Clock::Clock() {
#if defined(__x86_64__)
  if (!counter_is_invariant()) return;
  using std::chrono::steady_clock;
  const auto began = steady_clock::now();
  const std::uint64_t first = __rdtsc();
  while (steady_clock::now() - began < std::chrono::milliseconds(5)) {
  }
  const auto ended = steady_clock::now();
  const std::uint64_t last = __rdtsc();
  nanoseconds_per_tick_ =
      std::chrono::duration<double, std::nano>(ended - began).count() / static_cast<double>(last - first);
  counter_ = true;
#endif
}

}  // namespace trace
