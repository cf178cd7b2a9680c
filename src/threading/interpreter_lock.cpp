#include "threading/interpreter_lock.h"

#include "threading/context.h"
#include "threading/session.h"

namespace threading {
namespace {

std::int64_t now() { return std::chrono::nanoseconds(Deadline::Clock::now().time_since_epoch()).count(); }

std::int64_t checked(Timeout interval) {
  if (interval.seconds() < Timeout(InterpreterLock::shortest_switch_interval).seconds() ||
      interval.seconds() > Timeout(InterpreterLock::longest_switch_interval).seconds()) {
    throw ValueError("switch interval must be between 0.1 ms and 50 ms");
  }
  return static_cast<std::int64_t>(interval.seconds() * 1e9L);
}

/// The lock that a thread of a free run takes part in; null if none.
InterpreterLock* lock_of(const Context& thread) {
  return thread.runtime() == nullptr ? thread.interpreter_lock() : nullptr;
}

}  // namespace

InterpreterLock::InterpreterLock(Timeout switch_interval, std::string name)
    : interval_(checked(switch_interval)), subject_(trace::ObjectKind::interpreter_lock, std::move(name)) {}

void InterpreterLock::set_switch_interval(Timeout interval) { interval_.store(checked(interval)); }

InterpreterLock::Hold::Hold(InterpreterLock& lock, trace::Source source) : self_(Context::current()), source_(source) {
  if (self_.interpreter_lock() != nullptr) {
    throw RuntimeError(
        "this thread takes part in an interpreter lock already: it, or the thread that started it, has a Hold");
  }
  self_.set_interpreter_lock(&lock);
  take(self_, source_);
}

InterpreterLock::Hold::~Hold() { leave(self_, source_); }

InterpreterLock::Released::Released(trace::Source source)
    : self_(Context::current()), lock_(self_.interpreter_lock()), source_(source) {
  if (lock_ != nullptr) leave(self_, source_);
}

InterpreterLock::Released::~Released() {
  if (lock_ == nullptr) return;
  self_.set_interpreter_lock(lock_);
  take(self_, source_);
}

void InterpreterLock::check(Context& self, trace::Source source) {
  const InterpreterLock* lock = lock_of(self);
  if (lock == nullptr || !lock->held_by(self) || !lock->asked_for()) return;
  give_up(self, source);
  take(self, source);
}

void InterpreterLock::give_up(Context& self, trace::Source source) {
  InterpreterLock* lock = lock_of(self);
  if (lock == nullptr || !lock->held_by(self)) return;
  lock->monitor_.note_when(
      {OperationKind::release, source}, lock->subject_, [] { return true; },
      [lock](Turn& turn) {
        lock->must_switch_ = lock->asked_for();
        lock->holder_ = nobody;
        lock->subject_.holder = {};
        turn.record(trace::EventKind::released, 0);
        turn.wake(1);
      });
}

void InterpreterLock::take(Context& self, trace::Source source) {
  if (InterpreterLock* lock = lock_of(self)) lock->take_once(self, source, [] { return true; });
}

void InterpreterLock::give_up_until(Context& self, trace::Source source, FunctionRef<bool()> happened) {
  give_up(self, source);
  if (InterpreterLock* lock = lock_of(self)) lock->take_once(self, source, happened);
}

void InterpreterLock::take_once(Context& self, trace::Source source, FunctionRef<bool()> happened) {
  if (held_by(self) || Session::must_unwind(self)) return;
  monitor_.note([this](Turn&) { begin_waiting(); });
  monitor_.note_when(
      {OperationKind::acquire, source}, subject_, [&] { return admits(self) && happened(); },
      [this](Turn& turn) { become_holder(turn); }, [this] { end_waiting(); });
}

bool InterpreterLock::pass_to(const Context& self, Context& child) {
  const Session* home = self.session() == nullptr ? Session::process().get() : self.session();
  if (self.interpreter_lock() == nullptr || child.session() != home) return false;
  child.set_interpreter_lock(self.interpreter_lock());
  return true;
}

void InterpreterLock::leave(Context& self, trace::Source source) {
  give_up(self, source);
  self.set_interpreter_lock(nullptr);
}

bool InterpreterLock::asked_for() const {
  const std::int64_t since = waited_since_.load(std::memory_order_relaxed);
  return since != never && now() - since >= interval_.load(std::memory_order_relaxed);
}

bool InterpreterLock::admits(const Context& thread) const {
  const bool alone = waiting_ == 1;
  return holder_ == nobody && (!must_switch_ || last_holder_ != thread.serial() || alone);
}

void InterpreterLock::become_holder(Turn& turn) {
  const std::uint64_t taker = turn.thread().serial();
  end_waiting();
  if (last_holder_ != taker && waiting_ > 0) waited_since_ = now();
  last_holder_ = taker;
  must_switch_ = false;
  holder_ = taker;
  subject_.holder = turn.as_holder();
  turn.record(trace::EventKind::acquired, 1);
}

void InterpreterLock::begin_waiting() {
  if (waiting_++ == 0) waited_since_ = now();
}

void InterpreterLock::end_waiting() {
  if (--waiting_ == 0) waited_since_ = never;
}

}  // namespace threading
