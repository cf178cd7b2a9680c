#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "threading/errors.h"
#include "trace/event.h"

namespace threading {

/// The longest wait that Python accepts, in whole seconds.
inline constexpr std::chrono::seconds TIMEOUT_MAX{9'223'372'036};

/// How long a caller is ready to wait: any std::chrono duration. What a negative one means is the callee's to say.
/// Raises ValueError if it is not a number.
class Timeout {
 public:
  template <class Rep, class Period>
  constexpr Timeout(std::chrono::duration<Rep, Period> duration)  // NOLINT(google-explicit-constructor)
      : seconds_(std::chrono::duration<long double>(duration).count()) {
    if (seconds_ != seconds_) throw ValueError("timeout value must be a number");
  }

  constexpr bool negative() const { return seconds_ < 0; }
  constexpr bool zero_or_negative() const { return seconds_ <= 0; }
  /// Python's "wait for ever" where a number must be given.
  constexpr bool minus_one() const { return seconds_ == -1; }
  constexpr long double seconds() const { return seconds_; }

 private:
  long double seconds_;
};

/// What the standard's try_lock_for means by a duration: never negative, and as long as can be waited.
template <class Rep, class Period>
constexpr Timeout bounded(std::chrono::duration<Rep, Period> duration) {
  using Seconds = std::chrono::duration<long double>;
  return std::clamp<Seconds>(duration, Seconds::zero(), TIMEOUT_MAX);
}

/// The same for try_lock_until and a moment.
template <class Clock, class Duration>
Timeout bounded(std::chrono::time_point<Clock, Duration> moment) {
  const auto now = Clock::now();
  return moment > now ? bounded(moment - now) : std::chrono::seconds(0);
}

/// The moment at which a wait ends by itself. Arithmetic saturates: TIMEOUT_MAX from now is "never", not the past.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  static constexpr Deadline never() { return Deadline(Clock::time_point::max()); }
  /// Already over: try once.
  static constexpr Deadline at_once() { return Deadline(Clock::time_point::min()); }
  /// Zero and negative time-outs are at_once(). One beyond TIMEOUT_MAX is an error for whoever has to wait that long.
  static Deadline after(Timeout timeout) {
    if (timeout.zero_or_negative()) return at_once();
    if (timeout.seconds() > static_cast<long double>(TIMEOUT_MAX.count())) return too_far();
    const Clock::time_point start = now();
    const auto room = std::chrono::duration<long double>(Clock::time_point::max() - start).count();
    if (timeout.seconds() >= room) return never();
    return Deadline(start + std::chrono::nanoseconds(static_cast<std::int64_t>(timeout.seconds() * 1e9L)));
  }

  /// Raises OverflowError if the time-out was beyond TIMEOUT_MAX; otherwise the deadline itself.
  const Deadline& checked() const {
    if (at_ == too_far().at_) throw OverflowError("timeout value is too large: at most TIMEOUT_MAX can be waited for");
    return *this;
  }
  constexpr bool is_never() const { return at_ == Clock::time_point::max(); }
  constexpr trace::Patience patience() const {
    return is_never() ? trace::Patience::unlimited : trace::Patience::limited;
  }
  constexpr bool is_at_once() const { return at_ == Clock::time_point::min(); }
  bool passed() const { return is_at_once() || (!is_never() && now() >= at_); }
  constexpr Clock::time_point at() const { return at_; }
  /// What is left, in nanoseconds: 0 when over, -1 for never.
  std::int64_t remaining() const {
    if (is_never()) return -1;
    if (is_at_once()) return 0;
    return std::max<std::int64_t>(0, std::chrono::nanoseconds(at_ - now()).count());
  }

 private:
  /// Of the calling thread's run: in a controlled one time is virtual.
  static Clock::time_point now();
  static constexpr Deadline too_far() { return Deadline(Clock::time_point::max() - Clock::duration(1)); }
  explicit constexpr Deadline(Clock::time_point at) : at_(at) {}
  Clock::time_point at_;
};

/// Chooses the overload that gives up at once instead of waiting: lock.acquire(non_blocking).
struct NonBlocking {};
inline constexpr NonBlocking non_blocking{};

}  // namespace threading
