#include "threading/context.h"

#include <utility>

#include "threading/session.h"

namespace threading {
namespace {

constinit thread_local Context* current_context = nullptr;

/// A thread that the library did not make: its context ends with it.
struct Foreigner {
  std::shared_ptr<Context> context;
  ~Foreigner() {
    if (context == nullptr) return;
    context->run_at_end();
    current_context = nullptr;
  }
};

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

Context& Context::current() {
  if (current_context == nullptr) {
    thread_local Foreigner foreigner;
    foreigner.context = std::make_shared<Context>(nullptr, "foreign", nullptr);
    current_context = foreigner.context.get();
  }
  return *current_context;
}

void Context::run_at_end() {
  // An action may use the library again and so add another one.
  while (!at_end_.empty()) {
    const auto actions = std::exchange(at_end_, {});
    for (const auto& action : actions) action();
  }
}

Context::Use::Use(Context& context) : previous_(std::exchange(current_context, &context)) {}
Context::Use::~Use() { current_context = previous_; }

}  // namespace threading
