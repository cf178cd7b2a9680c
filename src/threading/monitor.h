#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "threading/context.h"
#include "threading/function_ref.h"
#include "threading/runtime.h"
#include "threading/second_look.h"
#include "threading/subject.h"
#include "threading/timeout.h"
#include "threading/word_lock.h"

namespace threading {

/// The only class that puts a thread to sleep. A primitive is some state, guarded by a Monitor, and operations of the
/// form "once this holds, do that":
///
///   monitor_.perform({OperationKind::acquire, source}, subject_, deadline,
///                    [&] { return !held_; },
///                    [&](Turn& turn) { held_ = true; turn.record(trace::EventKind::acquired, 1); });
///
/// A primitive whose benchmark needs a fast path keeps what it changes there in the monitor's value. Guards and actions
/// use value() and set_value(); a plain thread may replace the value without entering the monitor.
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

  /// What a change of the value by replace() may let waiters do.
  enum class Admits : std::uint8_t {
    any_number,  ///< replace() fails while somebody waits that was not woken
    one,         ///< only one can go before the next change in the monitor: it fails while nobody that waits was woken
  };

  explicit Monitor(Admits admits = Admits::any_number, std::uint64_t value = 0) : admits_(admits), door_(value) {}
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
  /// Before a query, which only a controlled run has to see: what it tells then stays so until the next operation.
  void look(const Operation& operation, Subject& subject) {
    if (!Context::plain()) announce_look(operation, subject);
  }
  /// Reads or changes state in an operation that no schedule can see: queries, bookkeeping.
  void note(Action action);
  /// As note(), once `enabled` holds: a wait that belongs to an operation which was announced already. If the run is
  /// taken down first, `given_up` runs under the monitor, and nothing is raised. For threads without a Runtime.
  void note_when(const Operation& operation, Subject& subject, Guard enabled, Action action,
                 FunctionRef<void()> given_up = do_nothing);

  /// Fast path of an operation that may wait and that changes more than the value: in a plain thread, runs `action`
  /// under the monitor once `enabled` holds, and returns true. It looks a few times, unless the deadline is at once.
  /// If that is in vain, or if the action may admit somebody who waits in an operation of kind `admitted` while none of
  /// those is on its way, it does nothing and returns false: then perform() it.
  template <class Enabled, class PlainAction>
  bool perform_plainly(OperationKind admitted, Deadline deadline, Enabled enabled, PlainAction action);

  // The value, 61 bits of the primitive's own.

  /// In a guard or an action.
  std::uint64_t value() const { return door_.value(); }
  /// In an action.
  void set_value(std::uint64_t value) { door_.set_value(value); }
  /// Anywhere: the value at this moment, or before the action that runs.
  std::uint64_t glance() const { return door_.glance(); }
  /// Fast path of an operation, only while Context::plain(): makes the value `desired` and returns true if it is
  /// `expected`, nobody is in the monitor, and nobody waits there who may have to be woken. Otherwise perform() it.
  bool replace(std::uint64_t expected, std::uint64_t desired) { return door_.replace(expected, desired); }
  /// As replace(), with the sum of the value and `difference` if that is at least 0 and at most `most`.
  bool add(std::int64_t difference, std::uint64_t most) { return door_.add(difference, most); }

 private:
  struct Waiter;
  class Wait;

  enum class WaitEnd : std::int8_t { taken_down = -1, timed_out = 0, satisfied = 1 };
  WaitEnd act_when(Context& self, const Operation& operation, Subject& subject, Deadline deadline, Guard enabled,
                   Action action, FunctionRef<void()> given_up);
  WaitEnd wait_until(Context& self, const Operation& operation, Subject& subject, Deadline deadline, Guard enabled,
                     std::unique_lock<WordLock>& held);
  void announce_look(const Operation& operation, Subject& subject);
  bool perform_controlled(Context& self, const Operation& operation, Subject& subject, Deadline deadline, Guard enabled,
                          Action action, FunctionRef<void()> given_up);
  void act(Context& self, Subject* subject, const Operation& operation, Action action,
           std::unique_lock<WordLock>& held);
  void set_signalled(Waiter& waiter, bool signalled);
  void decide_on_fast_path();
  /// Whether somebody waits in an operation of that kind, and none of them was woken and is on its way.
  bool must_wake(OperationKind kind) const { return waiting_ > signalled_ && none_is_on_its_way(kind); }
  bool none_is_on_its_way(OperationKind kind) const;

  const Admits admits_;
  WordLock door_;
  // Guarded by door_.
  Waiter* first_ = nullptr;  // in the order in which they came
  Waiter* last_ = nullptr;
  int waiting_ = 0;
  int signalled_ = 0;  // of those, woken and on their way
};

template <class Enabled, class PlainAction>
bool Monitor::perform_plainly(OperationKind admitted, Deadline deadline, Enabled enabled, PlainAction action) {
  if (!Context::plain()) return false;
  int looks = 0;
  do {
    const std::lock_guard held(door_);
    if (must_wake(admitted)) return false;
    if (!enabled()) continue;
    action();
    if (looks > 0) SecondLook::of_this_thread().rewarded();
    return true;
  } while (!deadline.is_at_once() && SecondLook::of_this_thread().worthwhile(looks++));
  return false;
}

class Monitor::Turn {
 public:
  Context& thread() const { return thread_; }
  /// This thread, as who holds something.
  Holder as_holder() const { return {thread_.serial(), thread_.id()}; }

  /// Records about the operation's own subject, with the operation's source line and patience.
  void record(trace::EventKind kind, std::int64_t value = 0, trace::ThreadId peer = {});
  /// Records about another subject that the same monitor guards.
  void record(Subject& subject, trace::EventKind kind, std::int64_t value = 0, trace::ThreadId peer = {});
  /// Whether the run goes step by step before somebody's eyes: only then is it worth its time to put things into words.
  bool is_studied() const { return thread_.runtime() != nullptr && thread_.watched(); }
  /// What the operation's own subject holds after the change that is recorded next. Requires is_studied().
  void tell_contents(std::vector<std::string> items);
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
  Turn(Monitor& monitor, Context& thread, Subject* subject, const Operation& operation)
      : monitor_(monitor), thread_(thread), subject_(subject), operation_(operation) {}
  /// Wakes those that are not taken down, since this thread may have been woken in their stead.
  void pass_on();
  void unpark_woken();
  template <class Matches>
  void wake_matching(std::size_t admitted, Matches matches);

  Monitor& monitor_;
  Context& thread_;
  Subject* const subject_;
  const Operation& operation_;
  // Kept alive, since they may stop waiting by themselves. Mostly there is one, which needs no memory of its own.
  std::shared_ptr<Context> woken_;
  std::vector<std::shared_ptr<Context>> also_woken_;
};

using Turn = Monitor::Turn;

}  // namespace threading
