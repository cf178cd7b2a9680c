#include "threading/monitor.h"

#include <utility>

#include "threading/interpreter_lock.h"
#include "threading/session.h"

namespace threading {
namespace {

/// At its end the thread takes back the interpreter lock, if it takes part and gave it up to wait.
class TakenBack {
 public:
  TakenBack(Context& self, const Operation& operation) : self_(self), operation_(operation) {}
  ~TakenBack() {
    if (self_.interpreter_lock() != nullptr) InterpreterLock::take(self_, operation_.source);
  }
  TakenBack(const TakenBack&) = delete;
  TakenBack& operator=(const TakenBack&) = delete;

 private:
  Context& self_;
  const Operation& operation_;
};

}  // namespace

/// One thread in perform(), from when it finds its guard false until it leaves.
struct Monitor::Waiter {
  Context& thread;
  Subject& subject;
  const Operation& operation;
  Guard enabled;
  bool signalled = false;  // woken, and has not looked at its guard since
  Waiter* previous = nullptr;
  Waiter* next = nullptr;

  /// What it waits for once it may go on: a notified thread no longer for its condition, but for the lock.
  Subject& awaited() const { return operation.lock == nullptr ? subject : *operation.lock; }
};

/// A waiter's stay in the list; also records that it waits and that the wait is over.
class Monitor::Wait {
 public:
  Wait(Monitor& monitor, Waiter& waiter, Deadline deadline) : monitor_(monitor), waiter_(waiter), deadline_(deadline) {
    waiter_.previous = std::exchange(monitor_.last_, &waiter_);
    (waiter_.previous == nullptr ? monitor_.first_ : waiter_.previous->next) = &waiter_;
    ++monitor_.waiting_;
    monitor_.decide_on_fast_path();
    record_blocked(waiter_.subject);
  }
  ~Wait() {
    monitor_.set_signalled(waiter_, false);
    (waiter_.previous == nullptr ? monitor_.first_ : waiter_.previous->next) = waiter_.next;
    (waiter_.next == nullptr ? monitor_.last_ : waiter_.next->previous) = waiter_.previous;
    --monitor_.waiting_;
    monitor_.decide_on_fast_path();
    waiter_.subject.record(waiter_.thread, trace::EventKind::resumed, static_cast<std::int64_t>(end_), {},
                           waiter_.operation.source);
  }
  Wait(const Wait&) = delete;
  Wait& operator=(const Wait&) = delete;

  WaitEnd ended(WaitEnd end) { return end_ = end; }

  /// Once parked, until it is unparked. The trace must not leave it ready where another thread was quicker.
  void park(std::unique_lock<WordLock>& held) {
    if (std::exchange(overtaken_, false)) record_blocked(waiter_.awaited());
    held.unlock();
    waiter_.thread.parker.park(deadline_);
    held.lock();
    overtaken_ = waiter_.signalled;
    monitor_.set_signalled(waiter_, false);
  }

 private:
  void record_blocked(Subject& subject) {
    subject.record(waiter_.thread, trace::EventKind::blocked, deadline_.remaining(), subject.holder.thread,
                   waiter_.operation.source);
  }

  Monitor& monitor_;
  Waiter& waiter_;
  const Deadline deadline_;
  bool overtaken_ = false;  // woken since it was last recorded as blocked
  WaitEnd end_ = WaitEnd::satisfied;
};

bool Monitor::perform(const Operation& operation, Subject& subject, Deadline deadline, Guard enabled, Action action,
                      FunctionRef<void()> given_up) {
  Context& self = Context::current();
  if (self.runtime() != nullptr) {
    return perform_controlled(self, operation, subject, deadline, enabled, action, given_up);
  }
  subject.check_free();
  Session::checkpoint(self, operation, subject);
  const TakenBack taken_back(self, operation);
  const WaitEnd end = act_when(self, operation, subject, deadline, enabled, action, given_up);
  if (end == WaitEnd::taken_down) Session::unwind(self);
  return end == WaitEnd::satisfied;
}

void Monitor::note_when(const Operation& operation, Subject& subject, Guard enabled, Action action,
                        FunctionRef<void()> given_up) {
  act_when(Context::current(), operation, subject, Deadline::never(), enabled, action, given_up);
}

Monitor::WaitEnd Monitor::act_when(Context& self, const Operation& operation, Subject& subject, Deadline deadline,
                                   Guard enabled, Action action, FunctionRef<void()> given_up) {
  std::unique_lock held(door_);
  const auto end = enabled() ? WaitEnd::satisfied : wait_until(self, operation, subject, deadline, enabled, held);
  if (end == WaitEnd::satisfied) {
    act(self, &subject, operation, action, held);
    return end;
  }
  const auto leave = [&](Turn& turn) {
    given_up();
    if (end == WaitEnd::taken_down) turn.pass_on();
  };
  act(self, &subject, operation, leave, held);
  return end;
}

Monitor::WaitEnd Monitor::wait_until(Context& self, const Operation& operation, Subject& subject, Deadline deadline,
                                     Guard enabled, std::unique_lock<WordLock>& held) {
  if (deadline.checked().passed()) return WaitEnd::timed_out;
  if (self.interpreter_lock() != nullptr) InterpreterLock::give_up(self, operation.source);
  Waiter waiter{self, subject, operation, enabled};
  Wait wait(*this, waiter, deadline);
  // First whether to unwind: what another thread lets go of on its way down is not for this one.
  while (!Session::must_unwind(self)) {
    if (enabled()) return wait.ended(WaitEnd::satisfied);
    if (deadline.passed()) return wait.ended(WaitEnd::timed_out);
    wait.park(held);
  }
  return wait.ended(WaitEnd::taken_down);
}

void Monitor::perform(const Operation& operation, Subject& subject, Action action) {
  Context& self = Context::current();
  if (self.runtime() != nullptr) {
    perform_controlled(
        self, operation, subject, Deadline::never(), [] { return true; }, action, do_nothing);
    return;
  }
  subject.check_free();
  Session::checkpoint(self, operation, subject);
  std::unique_lock held(door_);
  act(self, &subject, operation, action, held);
}

void Monitor::sleep(const Operation& operation, Deadline deadline) {
  Context& self = Context::current();
  Subject nothing;
  if (self.runtime() != nullptr) {
    self.runtime()->announce(
        self, operation, nothing, [] { return false; }, deadline);
    return;
  }
  Session::checkpoint(self, operation, nothing);
  const InterpreterLock::Released released(operation.source);
  nothing.record(self, trace::EventKind::sleeping, deadline.remaining(), {}, operation.source);
  while (!deadline.passed() && !Session::must_unwind(self)) self.parker.park(deadline);
  nothing.record(self, trace::EventKind::resumed, Session::must_unwind(self) ? -1 : 0, {}, operation.source);
  if (Session::must_unwind(self)) Session::unwind(self);
}

void Monitor::announce_look(const Operation& operation, Subject& subject) {
  if (Context::current().runtime() != nullptr) perform(operation, subject, [](Turn&) {});
}

void Monitor::note(Action action) {
  static constexpr Operation nothing{OperationKind::test, {}};
  std::unique_lock held(door_);
  act(Context::current(), nullptr, nothing, action, held);
}

void Monitor::act(Context& self, Subject* subject, const Operation& operation, Action action,
                  std::unique_lock<WordLock>& held) {
  Turn turn(*this, self, subject, operation);
  action(turn);
  held.unlock();  // nothing of this monitor is touched after it: who was woken may destroy it
  turn.unpark_woken();
}

void Monitor::set_signalled(Waiter& waiter, bool signalled) {
  if (std::exchange(waiter.signalled, signalled) == signalled) return;
  signalled_ += signalled ? 1 : -1;
  decide_on_fast_path();
}

/// Whoever replaces the value wakes nobody. That is right while all that wait are on their way anyhow, or, where one
/// can go, the first of them: when it comes, it goes or finds that another one did, and then others have to be woken
/// again.
void Monitor::decide_on_fast_path() {
  door_.set_shut(admits_ == Admits::one ? waiting_ > 0 && signalled_ == 0 : waiting_ > signalled_);
}

bool Monitor::none_is_on_its_way(OperationKind kind) const {
  bool waits = false;
  for (const Waiter* waiter = first_; waiter != nullptr; waiter = waiter->next) {
    if (waiter->operation.kind != kind) continue;
    if (waiter->signalled) return false;
    waits = true;
  }
  return waits;
}

bool Monitor::perform_controlled(Context& self, const Operation& operation, Subject& subject, Deadline deadline,
                                 Guard enabled, Action action, FunctionRef<void()> given_up) {
  // Learns what plain threads did to the value before the run began; no other thread of the run moves now.
  std::unique_lock held(door_);
  door_.set_shut(true);  // from now on a plain thread has to come in, and is refused
  if (!enabled()) deadline.checked();
  held.unlock();
  auto decision = Runtime::Decision::act;
  try {
    decision = self.runtime()->announce(self, operation, subject, enabled, deadline);
  } catch (const TakenDown&) {
    held.lock();
    given_up();
    throw;
  }
  held.lock();
  if (decision != Runtime::Decision::act) {
    given_up();
    return false;
  }
  act(self, &subject, operation, action, held);
  return true;
}

void Turn::record(trace::EventKind kind, std::int64_t value, trace::ThreadId peer) {
  if (subject_ != nullptr) record(*subject_, kind, value, peer);
}

void Turn::record(Subject& subject, trace::EventKind kind, std::int64_t value, trace::ThreadId peer) {
  subject.record(thread_, kind, value, peer, operation_.source, operation_.patience);
}

void Turn::tell_contents(std::vector<std::string> items) {
  if (subject_ != nullptr) subject_->tell_contents(thread_, std::move(items));
}

bool Turn::being_taken_down() const { return thread_.session() != nullptr && thread_.session()->taken_down(); }

template <class Matches>
void Turn::wake_matching(std::size_t admitted, Matches matches) {
  for (Waiter* waiter = monitor_.first_; waiter != nullptr && admitted > 0; waiter = waiter->next) {
    Waiter& candidate = *waiter;
    if (!matches(candidate) || !candidate.enabled()) continue;
    --admitted;
    if (candidate.signalled) continue;
    monitor_.set_signalled(candidate, true);
    // Ids mean something within one session only.
    if (candidate.thread.watched() && candidate.thread.session() == thread_.session()) {
      candidate.awaited().record(thread_, trace::EventKind::woke, 0, candidate.thread.id(), operation_.source);
    }
    if (woken_ == nullptr) {
      woken_ = candidate.thread.shared_from_this();
    } else {
      also_woken_.push_back(candidate.thread.shared_from_this());
    }
  }
}

void Turn::unpark_woken() {
  if (woken_ != nullptr) woken_->parker.unpark();
  for (const auto& woken : also_woken_) woken->parker.unpark();
}

void Turn::pass_on() {
  wake_matching(Monitor::everybody, [](const Waiter& waiter) { return !Session::must_unwind(waiter.thread); });
}

void Turn::wake(std::size_t admitted) {
  wake_matching(admitted, [](const Waiter&) { return true; });
}

void Turn::wake(std::size_t admitted, OperationKind kind) {
  wake_matching(admitted, [kind](const Waiter& waiter) { return waiter.operation.kind == kind; });
}

}  // namespace threading
