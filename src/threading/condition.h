#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>

#include "threading/basic_lock.h"
#include "threading/rlock.h"

namespace threading {

/// Python: threading.Condition. Threads that hold its lock wait here until another one notifies them.
///
///               | wait()                                             | notify(n)
///   lock owned  | gives the lock up, waits for a notify, takes the lock back | chooses the first n that wait
///   not owned   | RuntimeError                                       | RuntimeError
///
/// A notify without waiters is lost. The chosen thread goes on only when the lock is free again, so what it waited for
/// may be gone by then: wait in a loop, or with wait_for().
///
/// Thread-safety: every method, from any thread; "owned" as the lock understands it (a plain Lock: locked).
/// Raises:        RuntimeError without the lock; nothing is changed.
/// Memory:        that of its lock.
/// Trace:         its lock's events; blocked and resumed on the condition; one `notified` for each chosen thread.
class Condition {
 public:
  /// Over an RLock of its own.
  explicit Condition(std::string name = {});
  /// Over a lock that others may use too; it must outlive the condition.
  explicit Condition(BasicLock& lock, std::string name = {});
  Condition(const Condition&) = delete;
  Condition& operator=(const Condition&) = delete;

  bool acquire(trace::Source source = trace::Source::here()) { return lock_.acquire(source); }
  bool acquire(NonBlocking, trace::Source source = trace::Source::here()) {
    return lock_.acquire(non_blocking, source);
  }
  bool acquire(Timeout timeout, trace::Source source = trace::Source::here()) { return lock_.acquire(timeout, source); }
  void release(trace::Source source = trace::Source::here()) { lock_.release(source); }

  /// Always true. The lock is held again, at every level, when it returns.
  bool wait(trace::Source source = trace::Source::here());
  /// False if nobody chose this thread in time (zero and negative: at once); the lock is held again all the same.
  bool wait(Timeout timeout, trace::Source source = trace::Source::here());

  /// Waits until `predicate()` holds, which is asked with the lock held. True.
  template <class Predicate>
  bool wait_for(Predicate predicate, trace::Source source = trace::Source::here()) {
    // A wait without a time-out is never in vain, except in a destructor of a run that is taken down.
    for (bool chosen = true; chosen; chosen = wait(source)) {
      if (predicate()) return true;
    }
    return predicate();
  }
  /// The same for that long in total, however often it is woken; returns what `predicate()` says at the end.
  template <class Predicate>
  bool wait_for(Predicate predicate, Timeout timeout, trace::Source source = trace::Source::here()) {
    if (predicate()) return true;
    const Deadline deadline = Deadline::after(timeout);
    bool chosen = true;
    while (chosen) {
      chosen = wait_until(deadline, source);
      if (predicate()) return true;
    }
    return false;
  }

  /// n <= 0 chooses nobody; more than there are chooses all.
  void notify(int n = 1, trace::Source source = trace::Source::here());
  void notify_all(trace::Source source = trace::Source::here());

 private:
  struct Ticket {
    const Context& thread;
    bool notified = false;
  };

  using Position = std::list<Ticket*>::iterator;
  class Stay;

  bool wait_until(Deadline deadline, trace::Source source);
  /// Takes the one that is to be woken next off the waiters: the first, unless a controlled run says which of the first
  /// `candidates`.
  Ticket& take_next(Context& notifier, std::size_t candidates);
  /// None if the lock is not owned and nobody minds, as the run is being taken down.
  std::optional<Position> enlist(Ticket& ticket, int& levels, trace::Source source);

  const std::unique_ptr<RLock> own_lock_;
  BasicLock& lock_;
  Subject subject_;             // guarded by the lock's monitor, as is what follows
  std::list<Ticket*> waiters_;  // not yet notified, in the order in which they came
};

}  // namespace threading
