#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace trace {

/// Time as the recorder stamps it. The processor's time-stamp counter where it ticks at one rate on all cores
/// (measured 9 ns a reading against 22 ns for steady_clock), otherwise steady_clock; or what it is set to by hand.
/// Ticks of different cores are close, not ordered: the order of changes is the per-object sequence, never the time.
class Clock {
 public:
  /// The process's clock, calibrated against steady_clock on first use (about 5 ms). Any thread.
  static const Clock& process();
  /// One whose time passes only as set() says, in nanoseconds from 0. A reading is one nanosecond later than the one
  /// before, so that what happens between two settings keeps its order.
  static std::unique_ptr<Clock> by_hand();

  std::uint64_t ticks() const {
#if defined(__x86_64__)
    if (counter_) return __rdtsc();
#endif
    if (by_hand_) return hand_.fetch_add(1, std::memory_order_relaxed);
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
  }

  /// From the difference of two readings; negative where the first is the later one.
  std::chrono::nanoseconds between(std::uint64_t earlier, std::uint64_t later) const {
    const auto difference = static_cast<double>(static_cast<std::int64_t>(later - earlier));
    return std::chrono::nanoseconds(static_cast<std::int64_t>(difference * nanoseconds_per_tick_));
  }

  /// Of one by hand. Time never goes back: what is earlier than the last reading changes nothing.
  void set(std::chrono::nanoseconds time);

 private:
  enum class Source : std::uint8_t { machine, hand };
  explicit Clock(Source source);

  bool counter_ = false;
  bool by_hand_ = false;
  double nanoseconds_per_tick_ = 1.0;
  mutable std::atomic<std::uint64_t> hand_{0};
};

}  // namespace trace
