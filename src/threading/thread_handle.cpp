#include "threading/thread_handle.h"

#include <sched.h>

#include "threading/thread_state.h"

namespace threading {
namespace {

/// What is left of the thread is its last few instructions, less than falling asleep and being woken takes.
void reap(pthread_t thread) {
  constexpr int looks = 20;
  for (int i = 0; i < looks; ++i) {
    if (pthread_tryjoin_np(thread, nullptr) == 0) return;
    sched_yield();
  }
  pthread_join(thread, nullptr);
}

}  // namespace

std::string ThreadHandle::name() const {
  std::string name;
  state_->monitor.note([&](Turn&) { name = state_->name; });
  return name;
}

void ThreadHandle::set_name(std::string name) {
  state_->monitor.note([&](Turn&) { state_->name = name; });
  if (state_->context->watched()) state_->session->recorder()->rename(state_->context->id(), std::move(name));
}

bool ThreadHandle::daemon() const {
  bool daemon = false;
  state_->monitor.note([&](Turn&) { daemon = state_->daemon; });
  return daemon;
}

void ThreadHandle::set_daemon(bool daemon) {
  state_->monitor.note([&](Turn& turn) {
    if (state_->life != ThreadState::Life::made) {
      return turn.refuse(RuntimeError("cannot set daemon status of a thread that was started; do it before start()"));
    }
    state_->daemon = daemon;
  });
}

std::optional<std::uint64_t> ThreadHandle::ident() const {
  std::optional<std::uint64_t> ident;
  state_->monitor.note([&](Turn&) {
    if (state_->life != ThreadState::Life::made) ident = state_->context->serial();
  });
  return ident;
}

std::optional<int> ThreadHandle::native_id() const {
  if (const int id = state_->native_id.load(std::memory_order_acquire); id != 0) return id;
  if (!ident()) return std::nullopt;
  // Just started: the system has it, but it has not come to say who it is.
  state_->monitor.perform(
      {OperationKind::start, {}}, state_->subject, Deadline::never(), [&] { return state_->native_id != 0; },
      [](Turn&) {});
  return state_->native_id;
}

bool ThreadHandle::is_alive(trace::Source source) const {
  state_->monitor.look({OperationKind::test, source}, state_->subject);
  bool alive = false;
  state_->monitor.note([&](Turn& turn) {
    alive = state_->life == ThreadState::Life::alive;
    if (state_->life == ThreadState::Life::ended) {
      state_->subject.record(turn.thread(), trace::EventKind::saw, 0, {}, source);
    }
  });
  return alive;
}

void ThreadHandle::join(trace::Source source) const { join_until(Deadline::never(), source); }

bool ThreadHandle::join(Timeout timeout, trace::Source source) const {
  return join_until(Deadline::after(timeout), source);
}

bool ThreadHandle::join_until(Deadline deadline, trace::Source source) const {
  ThreadState& thread = *state_;
  thread.monitor.note([&](Turn& turn) {
    if (thread.life == ThreadState::Life::made) {
      turn.refuse(RuntimeError("cannot join a thread before it is started; call start() first"));
    }
    if (&turn.thread() == thread.context.get()) {
      turn.refuse(RuntimeError("cannot join the current thread: it would wait for its own end"));
    }
  });
  bool must_reap = false;
  const bool ended = thread.monitor.perform(
      {OperationKind::join, source}, thread.subject, deadline, [&] { return thread.life == ThreadState::Life::ended; },
      [&](Turn& turn) {
        turn.record(trace::EventKind::joined, 0, thread.context->id());
        must_reap = !std::exchange(thread.reaped, true);
      });
  if (must_reap) reap(thread.handle);
  return ended;
}

bool ThreadHandle::request_stop() const { return state_->request_stop(); }

std::stop_token ThreadHandle::get_stop_token() const { return state_->stop.get_token(); }

std::stop_source ThreadHandle::get_stop_source() const { return state_->stop; }

}  // namespace threading
