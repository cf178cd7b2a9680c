#include "threading/context.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <utility>

#include "threading/session.h"

namespace threading {
namespace {

bool is_main_thread() { return syscall(SYS_gettid) == getpid(); }

std::shared_ptr<Context> make_foreign() {
  if (is_main_thread()) return Context::of_main_thread();
  return std::make_shared<Context>(nullptr, "foreign", nullptr);
}

constinit thread_local bool foreigner_gone = false;

/// A thread that the library did not make: its context ends with it.
struct Foreigner {
  const std::shared_ptr<Context> context = make_foreign();
  const Context::Use use{*context};
  ~Foreigner() {
    context->run_at_end();
    foreigner_gone = true;
  }
};

/// The context of a thread that the library did not make. Objects that outlive it, thread-local or static ones, still
/// get one, which nobody destroys.
const std::shared_ptr<Context>& foreign() {
  if (foreigner_gone) {
    return is_main_thread() ? Context::of_main_thread() : *new std::shared_ptr<Context>(make_foreign());
  }
  thread_local const Foreigner foreigner;
  return foreigner.context;
}

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace

Context::Context(std::shared_ptr<Session> session, std::string path, trace::Channel* channel)
    : serial_(next_serial()),
      session_(std::move(session)),
      runtime_(session_ == nullptr ? nullptr : session_->runtime()),
      channel_(channel),
      path_(std::move(path)) {}

Context::~Context() = default;

Context& Context::make_current() {
  set_current(foreign().get());
  return *current_;
}

void Context::set_current(Context* context) {
  current_ = context;
  gate_of_current_ = context == nullptr ? &gates::shut : &context->gate();
  serial_of_current_ = context == nullptr ? 0 : context->serial();
}

const std::atomic<std::uint32_t>& Context::gate() const {
  if (watched() || runtime_ != nullptr || interpreter_lock_ != nullptr) return gates::shut;
  return session_ == nullptr ? gates::open : session_->gate();
}

void Context::set_interpreter_lock(InterpreterLock* lock) {
  interpreter_lock_ = lock;
  if (current_ == this) set_current(this);
}

const std::shared_ptr<Context>& Context::of_main_thread() {
  static const auto& context = *new std::shared_ptr<Context>(std::make_shared<Context>(nullptr, "main", nullptr));
  return context;
}

void Context::run_at_end() {
  // An action may use the library again and so add another one.
  while (!at_end_.empty()) {
    const auto actions = std::exchange(at_end_, {});
    for (const auto& action : actions) action();
  }
}

Context::Use::Use(Context& context) { set_current(&context); }
Context::Use::~Use() { set_current(previous_); }

}  // namespace threading
