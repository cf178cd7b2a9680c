#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
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
  bool acquire(trace::Source source = trace::Source::here()) {
    return take_plainly() || acquire_until(Deadline::never(), source);
  }
  /// Never waits; returns whether it is this thread's.
  bool acquire(NonBlocking, trace::Source source = trace::Source::here()) {
    return take_plainly() || acquire_until(Deadline::at_once(), source);
  }
  /// Waits that long at the most; -1 second is "for ever". Raises ValueError for any other negative time-out and
  /// OverflowError beyond TIMEOUT_MAX.
  bool acquire(Timeout timeout, trace::Source source = trace::Source::here());
  /// Raises RuntimeError if the lock does not allow this thread to give it up.
  void release(trace::Source source = trace::Source::here()) {
    if (!give_plainly()) release_in_monitor(source);
  }

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
  enum class Reentry : std::uint8_t { never, by_owner };

  BasicLock(trace::ObjectKind kind, std::string name, Reentry reentry);

  /// In a guard or an action, the serial of the thread that took it; 0: free.
  std::uint64_t taker() const { return monitor_.value(); }

  mutable Monitor monitor_{Monitor::Admits::one};  // its value is the taker
  mutable Subject subject_;
  const Reentry reentry_;
  // Of a lock that its owner may take again, written by the owner only, which may believe what it reads of itself.
  std::atomic<std::uint64_t> owner_{0};  // the taker, or 0
  std::atomic<int> again_{0};            // how often it took it once more

 private:
  friend class Condition;

  // Fast path: a plain thread takes what is free, and gives up what it took itself, since then nobody that watches was
  // told who holds it. Everything else is for the monitor to say. Who owns it is asked of owner_, not of the monitor's
  // value: to read a word that an atomic step has just written costs a third of the step.
  bool take_plainly() {
    if (!Context::plain()) [[unlikely]]
      return false;
    const std::uint64_t self = Context::plain_serial();
    if (owner_.load(std::memory_order_relaxed) == self) return set_again(again_.load(std::memory_order_relaxed) + 1);
    if (!monitor_.replace(0, self)) return false;
    if (reentry_ == Reentry::by_owner) owner_.store(self, std::memory_order_relaxed);
    return true;
  }
  bool give_plainly() {
    if (!Context::plain()) [[unlikely]]
      return false;
    const std::uint64_t self = Context::plain_serial();
    const bool owned = owner_.load(std::memory_order_relaxed) == self;
    if (owned) {
      const int again = again_.load(std::memory_order_relaxed);
      if (again > 0) return set_again(again - 1);
      owner_.store(0, std::memory_order_relaxed);
    }
    if (monitor_.replace(self, 0)) return true;
    if (owned) owner_.store(self, std::memory_order_relaxed);
    return false;
  }
  bool set_again(int again) {
    again_.store(again, std::memory_order_relaxed);
    return true;
  }

  bool acquire_until(Deadline deadline, trace::Source source);
  void release_in_monitor(trace::Source source);

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
