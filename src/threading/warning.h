#pragma once

#include <exception>
#include <functional>
#include <string>

namespace threading {

/// Told of what went wrong where nobody waits for it, in the thread where it did: a callback or an excepthook that
/// failed. `what` says what failed; `error` is null if there is nothing but these words.
using WarningHook = std::function<void(const std::string& what, const std::exception_ptr& error)>;

/// From now on `hook` is told; null: the default, which writes "what: error" on standard error. Returns the one before,
/// null for the default. Any thread.
WarningHook set_warning_hook(WarningHook hook);

/// Tells the hook. What the hook throws goes to standard error; only TakenDown comes through. Any thread.
void warn(const std::string& what, const std::exception_ptr& error = nullptr);

}  // namespace threading
