#pragma once

#include <algorithm>
#include <chrono>
#include <string>

#include "threading/monitor.h"
#include "threading/timeout.h"
#include "trace/source.h"

namespace threading {

/// What Lock and RLock have in common: Python's acquire in its three forms, the standard's Lockable and TimedLockable
/// names, and what a Condition needs of its lock. A derived class says who is admitted and what taking and giving mean.
class BasicLock {
 public:
  BasicLock(const BasicLock&) = delete;
  BasicLock& operator=(const BasicLock&) = delete;
  virtual ~BasicLock() = default;

  /// Waits until it is this thread's. Always true, as Python says it.
  bool acquire(trace::Source source = trace::Source::here());
  /// Never waits; returns whether it is this thread's.
  bool acquire(NonBlocking, trace::Source source = trace::Source::here());
  /// Waits that long at the most; -1 second is "for ever". Raises ValueError for any other negative time-out and
  /// OverflowError beyond TIMEOUT_MAX.
  bool acquire(Timeout timeout, trace::Source source = trace::Source::here());
  /// Raises RuntimeError if the lock does not allow this thread to give it up.
  void release(trace::Source source = trace::Source::here());

  void lock(trace::Source source = trace::Source::here()) { acquire(source); }
  bool try_lock(trace::Source source = trace::Source::here()) { return acquire(non_blocking, source); }
  void unlock(trace::Source source = trace::Source::here()) { release(source); }
  template <class Rep, class Period>
  bool try_lock_for(std::chrono::duration<Rep, Period> duration) {
    using Seconds = std::chrono::duration<long double>;
    return acquire(Timeout(std::clamp<Seconds>(duration, Seconds::zero(), TIMEOUT_MAX)));
  }
  template <class Clock, class Duration>
  bool try_lock_until(std::chrono::time_point<Clock, Duration> moment) {
    const auto now = Clock::now();
    return try_lock_for(moment > now ? moment - now : decltype(moment - now)::zero());
  }

 protected:
  BasicLock(trace::ObjectKind kind, std::string name);

  mutable Monitor monitor_;
  mutable Subject subject_;

 private:
  friend class Condition;

  bool acquire_until(Deadline deadline, trace::Source source);

  // All under monitor_.

  /// Whether `thread` could take it now.
  virtual bool admits(const Context& thread) const = 0;
  virtual void take(Turn& turn) = 0;
  virtual void give(Turn& turn) = 0;
  /// Whether `thread` may wait on a Condition over this lock and notify it.
  virtual bool is_owned_by(const Context& thread) const = 0;
  /// Gives up every level at once; returns how many there were.
  virtual int give_all(Turn& turn) = 0;
  virtual void take_back(Turn& turn, int levels) = 0;
};

}  // namespace threading
