#pragma once

#include <cstddef>
#include <limits>
#include <list>
#include <memory>
#include <mutex>
#include <vector>

#include "threading/context.h"
#include "threading/function_ref.h"
#include "threading/runtime.h"
#include "threading/subject.h"
#include "threading/timeout.h"

namespace threading {

/// The only class that puts a thread to sleep. A primitive is some state, guarded by a Monitor, and operations of the
/// form "once this holds, do that":
///
///   monitor_.perform({OperationKind::acquire, source}, subject_, deadline,
///                    [&] { return !held_; },
///                    [&](Turn& turn) { held_ = true; turn.record(trace::EventKind::acquired, 1); });
///
/// In a free run the guard and the action run under the monitor's mutex and the thread sleeps in between. In a
/// controlled run the same guard tells the Runtime who can go, and the action runs when the thread is chosen.
///
/// Thread-safety: every method, from any thread. It may be destroyed as soon as no thread is in or before a method.
/// Raises:        TakenDown at an operation of a thread whose session was taken down; what the action throws;
///                OverflowError, before anything else, where a wait beyond TIMEOUT_MAX would begin.
/// Memory:        actions are ordered: what one wrote is visible to the next, in whatever thread.
/// Fairness:      who waits is woken first come, first served; a running thread may still overtake one that wakes up.
/// Complexity:    O(1), and O(waiters) where an action wakes.
class Monitor {
 public:
  /// What an action may do besides changing its primitive's state. Lives during the action only.
  class Turn;
  using Guard = FunctionRef<bool()>;
  using Action = FunctionRef<void(Turn&)>;

  static constexpr auto do_nothing = [] {};
  static constexpr std::size_t everybody = std::numeric_limits<std::size_t>::max();

  Monitor() = default;
  Monitor(const Monitor&) = delete;
  Monitor& operator=(const Monitor&) = delete;

  /// One visible operation that may wait. Returns false if `deadline` came first; then `action` did not run, but
  /// `given_up` did, under the monitor (also when the run is taken down while it waits).
  bool perform(const Operation& operation, Subject& subject, Deadline deadline, Guard enabled, Action action,
               FunctionRef<void()> given_up = do_nothing);
  /// One visible operation that never waits. Does not raise TakenDown when it is a release, so that destructors may
  /// use it.
  void perform(const Operation& operation, Subject& subject, Action action);
  /// One visible operation that only lets time pass, until the deadline or until the run is taken down.
  static void sleep(const Operation& operation, Deadline deadline);
  /// A query, which only a controlled run has to see.
  void look(const Operation& operation, Subject& subject, Action action);
  /// Reads or changes state in an operation that no schedule can see: queries, bookkeeping.
  void note(Action action);

 private:
  struct Waiter;
  class Wait;

  enum class WaitEnd : std::int8_t { taken_down = -1, timed_out = 0, satisfied = 1 };
  WaitEnd wait_until(Context& self, const Operation& operation, Subject& subject, Deadline deadline, Guard enabled,
                     std::unique_lock<std::mutex>& held);
  bool perform_controlled(Context& self, const Operation& operation, Subject& subject, Deadline deadline, Guard enabled,
                          Action action, FunctionRef<void()> given_up);
  void act(Context& self, Subject* subject, trace::Source source, Action action, std::unique_lock<std::mutex>& held);

  std::mutex mutex_;
  std::list<Waiter*> waiters_;  // guarded by mutex_; in the order in which they came
};

class Monitor::Turn {
 public:
  Context& thread() const { return thread_; }

  /// Records about the operation's own subject, with the operation's source line.
  void record(trace::EventKind kind, std::int64_t value = 0, trace::ThreadId peer = {});
  /// Records about another subject that the same monitor guards.
  void record(Subject& subject, trace::EventKind kind, std::int64_t value = 0, trace::ThreadId peer = {});
  /// Sees to it that `admitted` of the waiters whose guards hold now are on their way, in the order of waiting.
  void wake(std::size_t admitted);
  /// The same among those that wait in one kind of operation.
  void wake(std::size_t admitted, OperationKind kind);
  /// Whether this thread's run is being taken down.
  bool being_taken_down() const;
  /// Throws `error`, unless this thread's run is being taken down: then its destructors release what they may no
  /// longer hold, and that is nobody's mistake. Call before changing anything, and return after it.
  template <class Error>
  void refuse(const Error& error) const {
    if (!being_taken_down()) throw error;
  }

 private:
  friend class Monitor;
  Turn(Monitor& monitor, Context& thread, Subject* subject, trace::Source source)
      : monitor_(monitor), thread_(thread), subject_(subject), source_(source) {}
  /// Wakes those that are not taken down, since this thread may have been woken in their stead.
  void pass_on();
  template <class Matches>
  void wake_matching(std::size_t admitted, Matches matches);

  Monitor& monitor_;
  Context& thread_;
  Subject* const subject_;
  const trace::Source source_;
  std::vector<std::shared_ptr<Context>> woken_;
};

using Turn = Monitor::Turn;

}  // namespace threading
