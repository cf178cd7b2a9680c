#pragma once

#include "threading/basic_lock.h"

namespace threading {

/// Python: threading.Lock. Held by one thread at a time; which one does not matter to release().
///
///         | acquire()                          | release()
///   free  | takes it                           | RuntimeError
///   held  | waits, also in the thread that has it | gives it up, wakes one that waits
///
/// Thread-safety: every method, from any thread.
/// Raises:        RuntimeError from release() of a free lock, which stays usable.
/// Memory:        what was done before release() is visible after the acquire() that follows it.
/// Trace:         acquired 1, released 0; blocked and resumed around a wait that really waited.
/// Standard:      Lockable, TimedLockable.
class Lock final : public BasicLock {
 public:
  explicit Lock(std::string name = {});

  /// Held by any thread at this moment.
  bool locked(trace::Source source = trace::Source::here()) const {
    monitor_.look({OperationKind::test, source}, subject_);
    return monitor_.glance() != 0;
  }

 private:
  bool admits(const Context&) const override { return taker() == 0; }
  void take(Turn& turn) override;
  void give(Turn& turn) override;
  /// Python: over a plain Lock, owned only means locked.
  bool is_owned_by(const Context&) const override { return taker() != 0; }
  int give_all(Turn& turn) override;
  void take_back(Turn& turn, int) override { take(turn); }
};

}  // namespace threading
