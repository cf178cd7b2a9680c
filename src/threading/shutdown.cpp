#include "threading/shutdown.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

#include "threading/current_thread.h"
#include "threading/thread_state.h"
#include "threading/warning.h"

namespace threading {
namespace {

struct AtShutdown {
  Monitor monitor;  // guards what follows
  bool began = false;
  std::vector<std::function<void()>> actions;
};

AtShutdown& registered() {
  // Never destroyed: shutdown() may be called by a static object's destructor.
  static auto& registered = *new AtShutdown;
  return registered;
}

void run(const std::function<void()>& action) {
  try {
    action();
  } catch (...) {
    warn("Exception in an action at shutdown", std::current_exception());
  }
}

void run_actions() {
  std::vector<std::function<void()>> actions;
  registered().monitor.note([&](Turn&) {
    registered().began = true;
    actions.swap(registered().actions);
  });
  std::for_each(actions.rbegin(), actions.rend(), run);
}

std::optional<ThreadHandle> somebody_to_wait_for() {
  const auto threads = Session::process()->threads();
  const auto found = std::find_if(threads.begin(), threads.end(), [](const ThreadHandle& thread) {
    return !thread.daemon() && thread.ident() != get_ident() && thread != main_thread();
  });
  return found == threads.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

void shutdown() {
  run_actions();
  if (main_thread().ident() == get_ident()) ThreadState::of_main_thread()->end();
  while (const auto thread = somebody_to_wait_for()) thread->join();
}

void at_shutdown(std::function<void()> action) {
  registered().monitor.note([&](Turn& turn) {
    if (registered().began) {
      return turn.refuse(RuntimeError("nothing can be registered after shutdown began; call it yourself"));
    }
    registered().actions.push_back(std::move(action));
  });
  shut_down_at_exit();
}

void shut_down_at_exit() {
  static const int registered_once = std::atexit(shutdown);
  static_cast<void>(registered_once);
}

}  // namespace threading
