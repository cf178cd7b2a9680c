#include "threading/current_thread.h"

#include <sys/syscall.h>
#include <unistd.h>

#include "threading/thread_state.h"

namespace threading {
namespace {

/// For a thread that the library did not make, in the thread itself or, for the main thread, in any.
std::shared_ptr<ThreadState> alive_state(std::shared_ptr<Session> session, std::shared_ptr<Context> context,
                                         const std::string& name) {
  auto state = std::make_shared<ThreadState>(std::move(session), std::move(context), name, true);
  state->life = ThreadState::Life::alive;
  state->native_id = get_native_id();
  return state;
}

std::shared_ptr<ThreadState> make_main() {
  auto state = alive_state(Session::process(), Context::of_main_thread(), "MainThread");
  state->daemon = false;
  state->native_id = getpid();
  state->session->add_foreign(state);
  return state;
}

std::shared_ptr<ThreadState> make_dummy(Context& self) {
  static std::atomic<int> dummies{0};
  auto state = alive_state(Session::process(), self.shared_from_this(), "Dummy-" + std::to_string(++dummies));
  state->session->add_foreign(state);
  self.at_end([dummy = state] {
    dummy->session->remove(*dummy);
    dummy->end();
  });
  return state;
}

/// One for as long as somebody holds a handle of it.
std::shared_ptr<ThreadState> visitor(Context& self) {
  auto state = self.visitor.lock();
  if (state == nullptr) {
    state = alive_state(self.session()->shared_from_this(), self.shared_from_this(), self.path());
    self.visitor = state;
  }
  return state;
}

}  // namespace

const std::shared_ptr<ThreadState>& ThreadState::of_main_thread() {
  static const auto& state = *new std::shared_ptr<ThreadState>(make_main());
  return state;
}

ThreadHandle current_thread() {
  Context& self = Context::current();
  if (&self == Context::of_main_thread().get()) return main_thread();
  auto& state = ThreadState::of_this_thread();
  if (state != nullptr && state->context.get() == &self) return ThreadHandle(state);
  if (self.session() != nullptr) return ThreadHandle(visitor(self));
  state = make_dummy(self);
  return ThreadHandle(state);
}

ThreadHandle main_thread() { return ThreadHandle(ThreadState::of_main_thread()); }

std::vector<ThreadHandle> enumerate(trace::Source source) {
  Context& self = Context::current();
  if (Runtime* runtime = self.runtime(); runtime != nullptr) {
    Subject nothing;
    runtime->announce(
        self, {OperationKind::enumerate, source}, nothing, [] { return true; }, Deadline::never());
  }
  Session* session = self.session();
  if (session != nullptr) return session->threads();
  main_thread();
  return Session::process()->threads();
}

std::size_t active_count(trace::Source source) { return enumerate(source).size(); }

std::uint64_t get_ident() { return Context::current().serial(); }

int get_native_id() { return static_cast<int>(syscall(SYS_gettid)); }

}  // namespace threading
