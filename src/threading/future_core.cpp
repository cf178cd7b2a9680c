#include "threading/future_core.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "threading/error_of.h"
#include "threading/future_waiter.h"
#include "threading/warning.h"

namespace threading {
namespace {

using trace::FutureState;

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

InvalidStateError already(FutureState state) {
  return InvalidStateError("cannot give the future an outcome: it is " + std::string(trace::name(state)) +
                           " already; resolve a future once, and only after set_running_or_notify_cancel() was true");
}

}  // namespace

FutureCore::FutureCore(std::string name)
    : serial_(next_serial()), subject_(trace::ObjectKind::future, std::move(name)) {}

FutureState FutureCore::state() const {
  monitor_.look({OperationKind::test, {}}, subject_);
  FutureState state{};
  monitor_.note([&](Turn& turn) {
    state = state_;
    note_seen(turn);
  });
  return state;
}

bool FutureCore::cancel(trace::Source source) {
  bool cancelled = false;
  std::vector<Callback> callbacks;
  monitor_.perform({OperationKind::cancel, source}, subject_, [&](Turn& turn) {
    if (state_ == FutureState::pending) {
      become(turn, FutureState::cancelled);
      callbacks.swap(callbacks_);
      turn.wake(Monitor::everybody);
    }
    cancelled = is_cancelled(state_);
  });
  run(callbacks);
  return cancelled;
}

bool FutureCore::set_running_or_notify_cancel(trace::Source source) {
  bool running = false;
  monitor_.perform({OperationKind::run_future, source}, subject_, [&](Turn& turn) {
    if (state_ == FutureState::cancelled) {
      become(turn, FutureState::cancelled_and_notified);
      return tell_waiters();
    }
    if (state_ != FutureState::pending) {
      return turn.refuse(
          RuntimeError("future in unexpected state: set_running_or_notify_cancel() is called once, "
                       "before anything else that a worker does with it"));
    }
    become(turn, FutureState::running);
    subject_.holder = turn.as_holder();
    running = true;
  });
  return running;
}

void FutureCore::set_exception(std::exception_ptr error, trace::Source source) {
  if (error == nullptr) throw ValueError("set_exception() needs an error: make one with std::make_exception_ptr()");
  resolve(
      FutureState::failed, [&] { error_ = std::move(error); }, source);
}

void FutureCore::resolve(FutureState outcome, FunctionRef<void()> store, trace::Source source) {
  std::vector<Callback> callbacks;
  monitor_.perform({OperationKind::resolve, source}, subject_, [&](Turn& turn) {
    if (is_done(state_)) return turn.refuse(already(state_));
    store();
    become(turn, outcome);
    subject_.holder = {};
    tell_waiters();
    callbacks.swap(callbacks_);
    turn.wake(Monitor::everybody);
  });
  run(callbacks);
}

void FutureCore::become(Turn& turn, FutureState state) {
  state_ = state;
  turn.record(trace::EventKind::changed, static_cast<std::int64_t>(state));
}

void FutureCore::tell_waiters() {
  for (const auto& [waiter, index] : waiters_) waiter->tell(index, state_);
}

void FutureCore::run(const std::vector<Callback>& callbacks) {
  if (callbacks.empty()) return;
  const auto self = shared_from_this();  // a callback may drop the last handle
  for (const auto& callback : callbacks) {
    if (const auto error = error_of([&] { callback(self); })) {
      warn("Exception in a done-callback of " + name(), error);
    }
  }
}

std::string FutureCore::name() const {
  std::string name;
  monitor_.note([&](Turn&) { name = subject_.name(); });
  return name.empty() ? "a future" : name;
}

void FutureCore::add_done_callback(Callback callback) {
  monitor_.look({OperationKind::test, {}}, subject_);
  std::vector<Callback> at_once;
  at_once.push_back(std::move(callback));
  monitor_.note([&](Turn& turn) {
    if (is_done(state_)) return note_seen(turn);
    callbacks_.push_back(std::move(at_once.back()));
    at_once.clear();
  });
  run(at_once);
}

bool FutureCore::wait_resolved(Deadline deadline, trace::Source source) {
  bool resolved = false;
  const bool in_time = monitor_.perform(
      {OperationKind::wait_resolved, source}, subject_, deadline, [&] { return is_done(state_); },
      [&](Turn& turn) {
        turn.record(trace::EventKind::saw, static_cast<std::int64_t>(state_));
        if (is_cancelled(state_)) return turn.refuse(CancelledError());
        resolved = true;
      });
  if (!in_time && !deadline.is_never()) throw TimeoutError("the future was not done in time");
  return resolved;
}

void FutureCore::add(FutureWaiter& waiter, std::size_t index) {
  monitor_.note([&](Turn&) {
    waiters_.push_back({&waiter, index});
    if (is_done(state_) && state_ != FutureState::cancelled) waiter.tell(index, state_);
  });
}

void FutureCore::be_touched() const {
  if (Runtime* const runtime = Context::current().runtime(); runtime != nullptr) runtime->touches(subject_);
}

void FutureCore::be_seen() const {
  be_touched();
  if (Context::current().watched()) monitor_.note([this](Turn& turn) { note_seen(turn); });
}

void FutureCore::note_seen(Turn& turn) const {
  if (is_done(state_)) turn.record(subject_, trace::EventKind::saw, static_cast<std::int64_t>(state_));
}

void FutureCore::remove(const FutureWaiter& waiter) {
  monitor_.note([&](Turn&) { std::erase_if(waiters_, [&](const auto& each) { return each.waiter == &waiter; }); });
}

}  // namespace threading
