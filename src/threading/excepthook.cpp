#include "threading/excepthook.h"

#include <iostream>

#include "threading/error_text.h"
#include "threading/hook.h"
#include "threading/warning.h"

namespace threading {
namespace {

Hook<Excepthook>& hook() {
  // Never destroyed: daemons may fail up to the last moment.
  static auto& hook = *new Hook<Excepthook>;
  return hook;
}

}  // namespace

Excepthook excepthook() {
  Excepthook set = hook().get();
  return set == nullptr ? default_excepthook : set;
}

void set_excepthook(Excepthook its_hook) { hook().exchange(std::move(its_hook)); }

void default_excepthook(const ThreadHandle& thread, const std::exception_ptr& error) {
  if (is_system_exit(error)) return;
  std::cerr << "Exception in thread " + thread.name() + ": " + error_text(error) + '\n';
}

void report_uncaught(const ThreadHandle& thread, const Excepthook& of_session, const std::exception_ptr& error) {
  try {
    of_session == nullptr ? excepthook()(thread, error) : of_session(thread, error);
  } catch (const TakenDown&) {
    throw;
  } catch (const SystemExit&) {
  } catch (...) {
    warn("Exception in the excepthook of thread " + thread.name(), std::current_exception());
  }
}

}  // namespace threading
