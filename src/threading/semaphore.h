#pragma once

#include <cstdint>
#include <string>

#include "threading/monitor.h"
#include "threading/timeout.h"
#include "trace/source.h"

namespace threading {

/// Python: threading.Semaphore. Admits as many threads as it has permits.
///
///            | acquire() | release(n)
///   permits  | takes one | adds n
///   none     | waits     | adds n, wakes up to n
///
/// Thread-safety: every method, from any thread.
/// Raises:        ValueError if the initial count is negative, or release(n) with n < 1. What raised changed nothing.
/// Memory:        what was done before release() is visible to the thread whose acquire() took that permit.
/// Trace:         acquired and released with the permits left; blocked and resumed around a wait that really waited.
class Semaphore {
 public:
  explicit Semaphore(int permits = 1, std::string name = {});
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;
  ~Semaphore() = default;

  /// Waits for a permit. Always true.
  bool acquire(trace::Source source = trace::Source::here()) {
    return take_plainly() || acquire_until(Deadline::never(), source);
  }
  bool acquire(NonBlocking, trace::Source source = trace::Source::here()) {
    return take_plainly() || acquire_until(Deadline::at_once(), source);
  }
  /// Zero and negative only try.
  bool acquire(Timeout timeout, trace::Source source = trace::Source::here());
  void release(int n = 1, trace::Source source = trace::Source::here()) {
    if (!give_plainly(n)) release_in_monitor(n, source);
  }
  void release(trace::Source source) { release(1, source); }

  /// Permits at this moment.
  int value(trace::Source source = trace::Source::here()) const {
    monitor_.look({OperationKind::test, source}, subject_);
    return static_cast<int>(monitor_.glance());
  }

 protected:
  Semaphore(trace::ObjectKind kind, int permits, int most, std::string name);

 private:
  // Fast path: a plain thread changes the permits in one step where that lets nobody in who waits.
  bool take_plainly() { return Context::plain() && monitor_.add(-1, most_); }
  bool give_plainly(int n) { return n > 0 && Context::plain() && monitor_.add(n, most_); }

  bool acquire_until(Deadline deadline, trace::Source source);
  void release_in_monitor(int n, trace::Source source);
  void set_permits(Turn& turn, int permits, trace::EventKind kind);
  /// In a guard or an action.
  int permits() const { return static_cast<int>(monitor_.value()); }

  mutable Monitor monitor_;  // its value is the permits
  mutable Subject subject_;
  const std::uint64_t most_;
};

/// Python: threading.BoundedSemaphore. A Semaphore that never has more permits than at the beginning: release() raises
/// ValueError where it would, and adds none at all.
class BoundedSemaphore final : public Semaphore {
 public:
  explicit BoundedSemaphore(int permits = 1, std::string name = {});
};

}  // namespace threading
