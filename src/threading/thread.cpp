#include "threading/thread.h"

#include <cxxabi.h>
#include <sys/resource.h>
#include <unistd.h>

#include "threading/error_text.h"
#include "threading/excepthook.h"
#include "threading/shutdown.h"
#include "threading/stack_size.h"
#include "threading/thread_state.h"

namespace threading {
namespace {

std::shared_ptr<Session> session_for(const Thread::Options& options) {
  if (options.session != nullptr) return options.session;
  Session* session = Context::current().session();
  return session == nullptr ? Session::process() : session->shared_from_this();
}

std::string name_for(const Thread::Options& options, Session& session) {
  if (!options.name.empty()) return options.name;
  const std::string name = "Thread-" + std::to_string(session.next_thread_number());
  return options.target_name.empty() ? name : name + " (" + options.target_name + ")";
}

/// Python: a thread inherits from the one that makes it; the process's main thread is no daemon, other foreign ones
/// are.
bool daemon_for(const Thread::Options& options) {
  if (options.daemon) return *options.daemon;
  const auto& maker = ThreadState::of_this_thread();
  return maker != nullptr ? ThreadHandle(maker).daemon() : get_native_id() != getpid();
}

std::shared_ptr<ThreadState> make_state(const Thread::Options& options) {
  const auto session = session_for(options);
  const std::string name = name_for(options, *session);
  const std::string path = options.session != nullptr ? "main" : Context::current().next_child_path();
  return std::make_shared<ThreadState>(session, Session::make_context(session, name, path), name, daemon_for(options));
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
      report_uncaught(current_thread(), state.session->options().excepthook, error);
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
  InterpreterLock::leave(*state.context, {});
  state.session->remove(state);
  state.end(error);
  state.session->retire();
}

void* thread_main(void* argument) {
  const std::unique_ptr<std::shared_ptr<ThreadState>> box(static_cast<std::shared_ptr<ThreadState>*>(argument));
  ThreadState& state = **box;
  ThreadState::of_this_thread() = *box;
  const Context::Use use(*state.context);
  if (const int nice = state.session->options().nice; nice > 0) {
    // On Linux a nice value belongs to one thread, whatever POSIX says (setpriority(2), "C library/kernel
    // differences").
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + nice);
  }
  // Later than that Session::take_down() finds the thread by itself.
  if (state.session->taken_down()) state.request_stop();
  state.begin();
  InterpreterLock::take(*state.context, {});
  state.monitor.note([&](Turn& turn) {
    state.native_id.store(get_native_id(), std::memory_order_release);
    turn.wake(Monitor::everybody, OperationKind::start);
  });
  finish(state, run_target(state));
  ThreadState::of_this_thread().reset();
  return nullptr;
}

bool create(pthread_t& handle, std::shared_ptr<ThreadState>* box) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  if (const auto bytes = stack_size(); bytes != 0) {
    pthread_attr_setstacksize(&attributes, static_cast<std::size_t>(bytes));
  }
  const bool created = pthread_create(&handle, &attributes, thread_main, box) == 0;
  pthread_attr_destroy(&attributes);
  return created;
}

/// Has the run make it begin; where the run refuses, it was not started.
void spawn(Runtime& runtime, ThreadState& thread, std::unique_ptr<std::shared_ptr<ThreadState>> box) {
  auto* const argument = box.release();  // the new thread's
  try {
    runtime.spawn({*thread.context, thread.name, thread.daemon, thread_main, argument});
  } catch (const RuntimeError&) {
    const std::unique_ptr<std::shared_ptr<ThreadState>> refused(argument);
    thread.monitor.note([&](Turn&) { thread.life = ThreadState::Life::made; });
    thread.session->remove(thread);
    thread.session->retire();
    throw;
  }
}

}  // namespace

Thread::Thread() : Thread(Options{}) {}

Thread::Thread(const Options& options) : ThreadHandle(make_state(options)) {
  Context::current().record({.peer = state()->context->id(), .kind = trace::EventKind::thread_created});
}

void Thread::set_target(std::function<void()> target) { state()->target = std::move(target); }

void Thread::run() {
  if (auto target = std::exchange(state()->target, nullptr)) target();
}

void Thread::start(trace::Source source) {
  ThreadState& thread = *state();
  Runtime* const runtime = thread.session->runtime();
  std::unique_ptr<std::shared_ptr<ThreadState>> box;
  bool shares_interpreter_lock = false;
  thread.monitor.perform({OperationKind::start, source}, thread.subject, [&](Turn& turn) {
    if (thread.life != ThreadState::Life::made) {
      return turn.refuse(RuntimeError("threads can only be started once; make a new Thread"));
    }
    // An overridden run() is found through this object; a callable goes with the state, so that the Thread may move.
    if (!thread.target) thread.target = [this] { run(); };
    box = std::make_unique<std::shared_ptr<ThreadState>>(state());
    shares_interpreter_lock = InterpreterLock::pass_to(turn.thread(), *thread.context);
    thread.session->add(state());
    thread.life = ThreadState::Life::alive;
    turn.record(trace::EventKind::thread_launched, 0, thread.context->id());
    if (runtime != nullptr) return;
    if (!create(thread.handle, box.get())) {
      thread.life = ThreadState::Life::made;
      thread.session->remove(thread);
      thread.session->retire();
      throw RuntimeError("cannot start a new thread: the system has none left, or none with a stack of that size");
    }
    static_cast<void>(box.release());  // the thread has it now
    thread.reaped = false;
    if (!thread.daemon && thread.session == Session::process()) shut_down_at_exit();
  });
  if (runtime != nullptr && box != nullptr) spawn(*runtime, thread, std::move(box));
  // As in Python, whoever starts a thread goes on when it has begun to run.
  if (shares_interpreter_lock) {
    InterpreterLock::give_up_until(Context::current(), source, [&] { return thread.native_id != 0; });
  }
}

}  // namespace threading
