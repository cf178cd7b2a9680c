#include "threading/monitor.h"

#include "threading/session.h"

namespace threading {

/// One thread in perform(), from when it finds its guard false until it leaves.
struct Monitor::Waiter {
  Context& thread;
  Subject& subject;
  const Operation& operation;
  Guard enabled;
  bool signalled = false;  // woken, and has not looked at its guard since
};

/// A waiter's stay in the list; also records that it waits and that the wait is over.
class Monitor::Wait {
 public:
  Wait(Monitor& monitor, Waiter& waiter, Deadline deadline) : monitor_(monitor), waiter_(waiter) {
    position_ = monitor_.waiters_.insert(monitor_.waiters_.end(), &waiter_);
    waiter_.subject.record(waiter_.thread, trace::EventKind::blocked, deadline.remaining(), waiter_.subject.holder,
                           waiter_.operation.source);
  }
  ~Wait() {
    monitor_.waiters_.erase(position_);
    waiter_.subject.record(waiter_.thread, trace::EventKind::resumed, static_cast<std::int64_t>(end_), {},
                           waiter_.operation.source);
  }
  Wait(const Wait&) = delete;
  Wait& operator=(const Wait&) = delete;

  WaitEnd ended(WaitEnd end) { return end_ = end; }

 private:
  Monitor& monitor_;
  Waiter& waiter_;
  std::list<Waiter*>::iterator position_;
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
  std::unique_lock held(mutex_);
  const auto end = enabled() ? WaitEnd::satisfied : wait_until(self, operation, subject, deadline, enabled, held);
  if (end == WaitEnd::satisfied) {
    act(self, &subject, operation.source, action, held);
    return true;
  }
  const auto leave = [&](Turn& turn) {
    given_up();
    if (end == WaitEnd::taken_down) turn.pass_on();
  };
  act(self, &subject, operation.source, leave, held);
  if (end == WaitEnd::taken_down) Session::unwind(self);
  return false;
}

Monitor::WaitEnd Monitor::wait_until(Context& self, const Operation& operation, Subject& subject, Deadline deadline,
                                     Guard enabled, std::unique_lock<std::mutex>& held) {
  if (deadline.checked().passed()) return WaitEnd::timed_out;
  Waiter waiter{self, subject, operation, enabled};
  Wait wait(*this, waiter, deadline);
  // First whether to unwind: what another thread lets go of on its way down is not for this one.
  while (!Session::must_unwind(self)) {
    if (enabled()) return wait.ended(WaitEnd::satisfied);
    if (deadline.passed()) return wait.ended(WaitEnd::timed_out);
    held.unlock();
    self.parker.park(deadline);
    held.lock();
    waiter.signalled = false;
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
  std::unique_lock held(mutex_);
  act(self, &subject, operation.source, action, held);
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
  nothing.record(self, trace::EventKind::sleeping, deadline.remaining(), {}, operation.source);
  while (!deadline.passed() && !Session::must_unwind(self)) self.parker.park(deadline);
  nothing.record(self, trace::EventKind::resumed, Session::must_unwind(self) ? -1 : 0, {}, operation.source);
  if (Session::must_unwind(self)) Session::unwind(self);
}

void Monitor::look(const Operation& operation, Subject& subject, Action action) {
  if (Context::current().runtime() == nullptr) return note(action);
  perform(operation, subject, action);
}

void Monitor::note(Action action) {
  std::unique_lock held(mutex_);
  act(Context::current(), nullptr, {}, action, held);
}

void Monitor::act(Context& self, Subject* subject, trace::Source source, Action action,
                  std::unique_lock<std::mutex>& held) {
  Turn turn(*this, self, subject, source);
  action(turn);
  held.unlock();  // nothing of this monitor is touched after it: who was woken may destroy it
  for (const auto& woken : turn.woken_) woken->parker.unpark();
}

bool Monitor::perform_controlled(Context& self, const Operation& operation, Subject& subject, Deadline deadline,
                                 Guard enabled, Action action, FunctionRef<void()> given_up) {
  if (!enabled()) deadline.checked();
  auto decision = Runtime::Decision::act;
  try {
    decision = self.runtime()->announce(self, operation, subject, enabled, deadline);
  } catch (const TakenDown&) {
    given_up();
    throw;
  }
  if (decision != Runtime::Decision::act) {
    given_up();
    return false;
  }
  Turn turn(*this, self, &subject, operation.source);
  action(turn);
  return true;
}

void Turn::record(trace::EventKind kind, std::int64_t value, trace::ThreadId peer) {
  if (subject_ != nullptr) subject_->record(thread_, kind, value, peer, source_);
}

void Turn::record(Subject& subject, trace::EventKind kind, std::int64_t value, trace::ThreadId peer) {
  subject.record(thread_, kind, value, peer, source_);
}

bool Turn::being_taken_down() const { return thread_.session() != nullptr && thread_.session()->taken_down(); }

template <class Matches>
void Turn::wake_matching(std::size_t admitted, Matches matches) {
  for (auto waiter = monitor_.waiters_.begin(); waiter != monitor_.waiters_.end() && admitted > 0; ++waiter) {
    Waiter& candidate = **waiter;
    if (!matches(candidate) || !candidate.enabled()) continue;
    --admitted;
    if (candidate.signalled) continue;
    candidate.signalled = true;
    // Ids mean something within one session only.
    if (candidate.thread.watched() && candidate.thread.session() == thread_.session()) {
      candidate.subject.record(thread_, trace::EventKind::woke, 0, candidate.thread.id(), source_);
    }
    woken_.push_back(candidate.thread.shared_from_this());
  }
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
