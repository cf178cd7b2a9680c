#include "threading/session.h"

#include <algorithm>
#include <exception>

#include "threading/thread.h"
#include "threading/thread_state.h"

namespace threading {

Session::Session(Options options)
    : options_(std::move(options)), subject_(trace::ObjectKind::thread, "all threads of the session") {}

Session::~Session() = default;

const std::shared_ptr<Session>& Session::process() {
  // Never destroyed: daemons and static objects may use it up to the last moment.
  static const auto& session = *[] {
    // Nothing of it belongs to the run of the thread that happens to ask first.
    const Context::Use outside(*Context::of_main_thread());
    return new std::shared_ptr<Session>(std::make_shared<Session>(Options{}));
  }();
  return session;
}

void Session::pause() { open_gate(0, paused_bit); }

void Session::resume() { open_gate(paused_bit, 0); }

void Session::set_pace(std::chrono::nanoseconds pace) {
  pace_.store(std::max<std::int64_t>(0, pace.count()));
  if (pace.count() > 0) {
    open_gate(0, paced_bit);
  } else {
    open_gate(paced_bit, 0);
  }
}

void Session::take_down() {
  open_gate(paused_bit | paced_bit, taken_down_bit);
  const auto all = threads();
  std::for_each(all.rbegin(), all.rend(), [](const ThreadHandle& thread) { thread.request_stop(); });
}

void Session::open_gate(std::uint32_t bits_to_clear, std::uint32_t bits_to_set) {
  gate_.fetch_and(~bits_to_clear);
  gate_.fetch_or(bits_to_set);
  // Whoever sleeps looks again: at the gate, at the pace, or at why it should stop waiting.
  monitor_.note([this](Turn&) { wake_all(); });
}

void Session::wake_all() {
  for (const auto& thread : threads_) thread->context->parker.unpark();
  for (const auto& context : adopted_) {
    if (const auto alive = context.lock()) alive->parker.unpark();
  }
}

bool Session::may_unwind(const Context& self) const {
  bool may = true;
  monitor_.note([&](Turn&) {
    const auto is_self = [&](const auto& context) { return context.lock().get() == &self; };
    if (std::any_of(adopted_.begin(), adopted_.end(), is_self)) return;
    may = visits_ == 0 && std::all_of(threads_.begin(), threads_.end(),
                                      [&](const auto& thread) { return thread->context->serial() <= self.serial(); });
  });
  return may;
}

void Session::unwind(Context& self) {
  if (self.sheltered()) return;
  while (!self.session()->may_unwind(self)) self.parker.park(Deadline::never());
  if (std::uncaught_exceptions() == 0) throw TakenDown{};
}

Session::Visit::Visit(Context& context) : context_(context) {
  Session& session = *context.session();
  session.monitor_.note([&](Turn&) {
    if (session.taken_down()) return;
    ++session.visits_;
    use_.emplace(context);
  });
}

Session::Visit::~Visit() {
  if (!admitted()) return;
  use_.reset();
  Session& session = *context_.session();
  session.monitor_.note([&](Turn&) {
    --session.visits_;
    if (session.taken_down()) session.wake_all();
  });
}

void Session::hold(Context& self, const Operation& operation, const Subject& subject) {
  const auto began = Deadline::Clock::now();
  bool announced = false;
  for (;;) {
    const std::uint32_t gate = gate_.load(std::memory_order_acquire);
    if ((gate & taken_down_bit) != 0) {
      if (!is_release(operation.kind)) unwind(self);
      return;
    }
    const bool paused = (gate & paused_bit) != 0;
    const auto left = (gate & paced_bit) == 0
                          ? Deadline::Clock::duration::zero()
                          : std::chrono::nanoseconds(pace_.load()) - (Deadline::Clock::now() - began);
    if (!paused && left <= Deadline::Clock::duration::zero()) return;
    if (!std::exchange(announced, true)) {
      self.record({.object = subject.known_id(self),
                   .source = trace::intern(operation.source),
                   .kind = trace::EventKind::reached});
    }
    self.parker.park(paused ? Deadline::never() : Deadline::after(left));
  }
}

void Session::breathe() {
  Context& self = Context::current();
  InterpreterLock::check(self, {});
  if (self.session() == nullptr) return;
  Session& session = *self.session();
  while ((session.gate_.load(std::memory_order_acquire) & paused_bit) != 0) self.parker.park(Deadline::never());
  if (session.taken_down()) unwind(self);
}

std::vector<ThreadHandle> Session::threads() const {
  std::vector<ThreadHandle> handles;
  monitor_.note([&](Turn&) {
    for (const auto& thread : threads_) {
      const ThreadHandle handle(thread);
      handles.push_back(handle);
    }
  });
  return handles;
}

bool Session::wait_until_empty(Deadline deadline) {
  return monitor_.perform(
      {OperationKind::join, {}}, subject_, deadline, [&] { return unfinished_ == 0; }, [](Turn&) {});
}

std::shared_ptr<Context> Session::make_context(const std::shared_ptr<Session>& session, const std::string& name,
                                               const std::string& path) {
  trace::Recorder* recorder = session->recorder();
  return std::make_shared<Context>(session, path, recorder == nullptr ? nullptr : &recorder->add_thread(name, path));
}

std::shared_ptr<Context> Session::adopt(const std::string& name) {
  auto context = make_context(shared_from_this(), name, name);
  monitor_.note([&](Turn&) {
    std::erase_if(adopted_, [](const auto& old) { return old.expired(); });
    adopted_.push_back(context);
  });
  return context;
}

void Session::add(const std::shared_ptr<ThreadState>& thread) {
  monitor_.note([&](Turn&) {
    threads_.push_back(thread);
    ++unfinished_;
  });
}

void Session::add_foreign(const std::shared_ptr<ThreadState>& thread) {
  monitor_.note([&](Turn&) { threads_.push_back(thread); });
}

void Session::remove(const ThreadState& thread) {
  // What is dropped last may destroy lesson objects: not under the monitor.
  std::shared_ptr<ThreadState> removed;
  monitor_.note([&](Turn&) {
    const auto position =
        std::find_if(threads_.begin(), threads_.end(), [&](const auto& each) { return each.get() == &thread; });
    removed = std::move(*position);
    threads_.erase(position);
    if (taken_down()) wake_all();
  });
}

void Session::retire() {
  monitor_.note([&](Turn& turn) {
    if (--unfinished_ == 0) turn.wake(Monitor::everybody);
  });
}

}  // namespace threading
