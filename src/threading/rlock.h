#pragma once

#include "threading/basic_lock.h"

namespace threading {

/// Python: threading.RLock. A lock that its owner may take again; it is free after as many releases.
///
///                    | acquire()       | release()
///   free             | takes it        | RuntimeError
///   the caller's     | one level more  | one level less, at zero gives it up and wakes one that waits
///   another thread's | waits           | RuntimeError
///
/// Thread-safety: every method, from any thread.
/// Raises:        RuntimeError from release() in a thread that does not own it; nothing is changed.
/// Memory:        what was done before the last release() is visible after the acquire() that follows it.
/// Trace:         acquired and released with the depth; blocked and resumed around a wait that really waited.
/// Standard:      Lockable, TimedLockable.
class RLock final : public BasicLock {
 public:
  explicit RLock(std::string name = {});

  /// Owned by the calling thread.
  bool is_owned() const { return monitor_.glance() == Context::current().serial(); }
  /// Levels that the owner holds; 0 when free.
  int depth(trace::Source source = trace::Source::here()) const {
    monitor_.look({OperationKind::test, source}, subject_);
    return monitor_.glance() == 0 ? 0 : 1 + again_.load(std::memory_order_relaxed);
  }

 private:
  bool admits(const Context& thread) const override { return taker() == 0 || is_owned_by(thread); }
  void take(Turn& turn) override { take_back(turn, 1); }
  void give(Turn& turn) override;
  bool is_owned_by(const Context& thread) const override { return taker() == thread.serial(); }
  int give_all(Turn& turn) override;
  void take_back(Turn& turn, int levels) override;
  /// Levels, in an action.
  int levels() const;
  void set_levels(Turn& turn, int levels, trace::EventKind kind);
};

}  // namespace threading
