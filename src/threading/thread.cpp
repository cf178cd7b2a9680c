#include "threading/thread.h"

#include <cxxabi.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <iostream>
#include <sstream>

#include "threading/error_text.h"
#include "threading/thread_state.h"

namespace threading {
namespace {

/// The state of the thread that runs, if the library made it.
thread_local std::shared_ptr<ThreadState> current_state;

std::shared_ptr<Session> session_for(const Thread::Options& options) {
  if (options.session != nullptr) return options.session;
  Session* session = Context::current().session();
  return session == nullptr ? Session::process() : session->shared_from_this();
}

std::string name_for(const Thread::Options& options, Session& session) {
  return options.name.empty() ? "Thread-" + std::to_string(session.next_thread_number()) : options.name;
}

/// Python: a thread inherits from the one that makes it; the process's main thread is no daemon, other foreign ones
/// are.
bool daemon_for(const Thread::Options& options) {
  if (options.daemon) return *options.daemon;
  return current_state != nullptr ? ThreadHandle(current_state).daemon() : get_native_id() != getpid();
}

std::shared_ptr<ThreadState> make_state(const Thread::Options& options) {
  const auto session = session_for(options);
  const std::string name = name_for(options, *session);
  const std::string path = options.session != nullptr ? "main" : Context::current().next_child_path();
  return std::make_shared<ThreadState>(session, Session::make_context(session, name, path), name, daemon_for(options));
}

void report(const ThreadState& state, const std::exception_ptr& error) {
  const ThreadHandle handle(current_state);
  try {
    if (state.session->options().excepthook) {
      state.session->options().excepthook(handle, error);
    } else if (!is_system_exit(error)) {
      std::ostringstream line;
      line << "Exception in thread " << handle.name() << ": " << error_text(error) << '\n';
      std::cerr << line.str();
    }
  } catch (const TakenDown&) {
    throw;
  } catch (...) {
    std::ostringstream line;
    line << "Exception in the excepthook of thread " << handle.name() << ": " << error_text(std::current_exception())
         << '\n';
    std::cerr << line.str();
  }
}

trace::TextId run_target(ThreadState& state) {
  try {
    state.target();
  } catch (const TakenDown&) {
  } catch (const abi::__forced_unwind&) {
    throw;  // pthread_cancel and pthread_exit must reach the system
  } catch (...) {
    const std::exception_ptr error = std::current_exception();
    try {
      report(state, error);
    } catch (const TakenDown&) {
    }
    if (state.context->watched() && !is_system_exit(error))
      return state.context->channel()->recorder().add_text(error_text(error));
  }
  return {};
}

/// Python's order: the callable and the thread-locals go first, then the thread is gone from enumerate(), then join()
/// returns; the session is told last, since whoever waits for it may end the recording.
void finish(ThreadState& state, trace::TextId error) {
  state.context->begin_ending();
  state.target = nullptr;
  state.context->run_at_end();
  if (Runtime* runtime = state.context->runtime(); runtime != nullptr) {
    runtime->announce(
        *state.context, {OperationKind::end, {}}, state.subject, [] { return true; }, Deadline::never());
  }
  state.session->remove(state);
  state.monitor.note([&](Turn& turn) {
    state.life = ThreadState::Life::ended;
    turn.wake(Monitor::everybody);
    state.context->record({.value = error.value, .kind = trace::EventKind::thread_finished});
  });
  state.session->retire();
}

/// For a thread that the library did not make, in the thread itself or, for the main thread, in any.
std::shared_ptr<ThreadState> alive_state(std::shared_ptr<Session> session, std::shared_ptr<Context> context,
                                         const std::string& name) {
  auto state = std::make_shared<ThreadState>(std::move(session), std::move(context), name, true);
  state->life = ThreadState::Life::alive;
  state->native_id = get_native_id();
  return state;
}

std::shared_ptr<ThreadState> make_main_state() {
  auto state = alive_state(Session::process(), Context::of_main_thread(), "MainThread");
  state->daemon = false;
  state->native_id = getpid();
  state->session->add_foreign(state);
  return state;
}

void* thread_main(void* argument) {
  const std::unique_ptr<std::shared_ptr<ThreadState>> box(static_cast<std::shared_ptr<ThreadState>*>(argument));
  ThreadState& state = **box;
  current_state = *box;
  const Context::Use use(*state.context);
  if (const int nice = state.session->options().nice; nice > 0) {
    // On Linux a nice value belongs to one thread, whatever POSIX says (setpriority(2), "C library/kernel
    // differences").
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + nice);
  }
  state.context->record({.kind = trace::EventKind::thread_started});
  state.monitor.note([&](Turn& turn) {
    state.native_id.store(get_native_id(), std::memory_order_release);
    turn.wake(Monitor::everybody, OperationKind::start);
  });
  finish(state, run_target(state));
  current_state.reset();
  return nullptr;
}

}  // namespace

ThreadState::ThreadState(std::shared_ptr<Session> its_session, std::shared_ptr<Context> its_context,
                         std::string its_name, bool its_daemon)
    : session(std::move(its_session)),
      context(std::move(its_context)),
      subject(trace::ObjectKind::thread, its_name, -1, context->id().value),
      name(std::move(its_name)),
      daemon(its_daemon),
      reaped(true) {
  subject.holder = context->id();
}

ThreadState::~ThreadState() {
  if (!reaped) pthread_detach(handle);
}

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
  bool alive = false;
  state_->monitor.look({OperationKind::test, source}, state_->subject,
                       [&](Turn&) { alive = state_->life == ThreadState::Life::alive; });
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
  // All that is left of it is its last few instructions.
  if (must_reap) pthread_join(thread.handle, nullptr);
  return ended;
}

Thread::Thread() : Thread(Options{}) {}

Thread::Thread(Options options) : ThreadHandle(make_state(options)) {
  Context::current().record({.peer = state()->context->id(), .kind = trace::EventKind::thread_created});
}

void Thread::set_target(std::function<void()> target) { state()->target = std::move(target); }

void Thread::run() {
  if (auto target = std::exchange(state()->target, nullptr)) target();
}

void Thread::start(trace::Source source) {
  ThreadState& thread = *state();
  thread.monitor.perform({OperationKind::start, source}, thread.subject, [&](Turn& turn) {
    if (thread.life != ThreadState::Life::made) {
      return turn.refuse(RuntimeError("threads can only be started once; make a new Thread"));
    }
    // An overridden run() is found through this object; a callable goes with the state, so that the Thread may move.
    if (!thread.target) thread.target = [this] { run(); };
    auto box = std::make_unique<std::shared_ptr<ThreadState>>(state());
    thread.session->add(state());
    if (Runtime* runtime = thread.session->runtime(); runtime != nullptr) {
      thread.life = ThreadState::Life::alive;
      return runtime->spawn({*thread.context, thread.name, thread.daemon, thread_main, box.release()});
    }
    if (pthread_create(&thread.handle, nullptr, thread_main, box.get()) != 0) {
      thread.session->remove(thread);
      thread.session->retire();
      throw RuntimeError("cannot start a new thread: the system has none left");
    }
    box.release();
    thread.life = ThreadState::Life::alive;
    thread.reaped = false;
  });
}

ThreadHandle current_thread() {
  Context& self = Context::current();
  if (current_state != nullptr && current_state->context.get() == &self) return ThreadHandle(current_state);
  if (&self == Context::of_main_thread().get()) return main_thread();
  const auto context = self.shared_from_this();
  if (self.session() != nullptr)
    return ThreadHandle(alive_state(self.session()->shared_from_this(), context, self.path()));
  static std::atomic<int> dummies{0};
  current_state = alive_state(Session::process(), context, "Dummy-" + std::to_string(++dummies));
  current_state->session->add_foreign(current_state);
  self.at_end([dummy = current_state] {
    dummy->session->remove(*dummy);
    dummy->monitor.note([&](Turn& turn) {
      dummy->life = ThreadState::Life::ended;
      turn.wake(Monitor::everybody);
    });
  });
  return ThreadHandle(current_state);
}

ThreadHandle main_thread() {
  static const auto& state = *new std::shared_ptr<ThreadState>(make_main_state());
  return ThreadHandle(state);
}

std::vector<ThreadHandle> enumerate() {
  Session* session = Context::current().session();
  if (session != nullptr) return session->threads();
  main_thread();
  return Session::process()->threads();
}

std::size_t active_count() { return enumerate().size(); }

std::uint64_t get_ident() { return Context::current().serial(); }

int get_native_id() { return static_cast<int>(syscall(SYS_gettid)); }

}  // namespace threading
