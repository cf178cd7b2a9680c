#pragma once

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
  bool acquire(trace::Source source = trace::Source::here());
  bool acquire(NonBlocking, trace::Source source = trace::Source::here());
  /// Zero and negative only try.
  bool acquire(Timeout timeout, trace::Source source = trace::Source::here());
  void release(int n = 1, trace::Source source = trace::Source::here());
  void release(trace::Source source) { release(1, source); }

  /// Permits at this moment.
  int value(trace::Source source = trace::Source::here()) const;

 protected:
  Semaphore(trace::ObjectKind kind, int permits, int most, std::string name);

 private:
  bool acquire_until(Deadline deadline, trace::Source source);

  mutable Monitor monitor_;
  mutable Subject subject_;
  int permits_;  // guarded by monitor_
  const int most_;
};

/// Python: threading.BoundedSemaphore. A Semaphore that never has more permits than at the beginning: release() raises
/// ValueError where it would, and adds none at all.
class BoundedSemaphore final : public Semaphore {
 public:
  explicit BoundedSemaphore(int permits = 1, std::string name = {});
};

}  // namespace threading
