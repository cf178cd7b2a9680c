#include "threading/warning.h"

#include <iostream>

#include "threading/error_text.h"
#include "threading/errors.h"
#include "threading/hook.h"

namespace threading {
namespace {

Hook<WarningHook>& hook() {
  // Never destroyed: threads may warn up to the last moment.
  static auto& hook = *new Hook<WarningHook>;
  return hook;
}

/// In one piece, so that lines of several threads do not mix.
void print(const std::string& what, const std::exception_ptr& error) {
  std::cerr << (error == nullptr ? what : what + ": " + error_text(error)) + '\n';
}

}  // namespace

WarningHook set_warning_hook(WarningHook its_hook) { return hook().exchange(std::move(its_hook)); }

void warn(const std::string& what, const std::exception_ptr& error) {
  const WarningHook told = hook().get();
  if (told == nullptr) return print(what, error);
  try {
    told(what, error);
  } catch (const TakenDown&) {
    throw;
  } catch (...) {
    print(what, error);
    print("Exception in the warning hook", std::current_exception());
  }
}

}  // namespace threading
