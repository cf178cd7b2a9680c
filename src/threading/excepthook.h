#pragma once

#include <exception>
#include <functional>

#include "threading/thread_handle.h"

namespace threading {

/// Python: threading.excepthook. Told of an error that no one caught, SystemExit included, in the thread that it ended,
/// which is still alive. A session's own hook (Session::Options) goes before this one, which is the process's.
///
/// What a hook throws is reported (see warning.h) and never fatal; a SystemExit is not worth a report.
using Excepthook = std::function<void(const ThreadHandle& thread, const std::exception_ptr& error)>;

/// The process's. Any thread.
Excepthook excepthook();
/// Null: default_excepthook. Applies to errors from now on. Any thread.
void set_excepthook(Excepthook hook);

/// Python: threading.__excepthook__. Writes "Exception in thread NAME: message" on standard error; nothing of a
/// SystemExit.
void default_excepthook(const ThreadHandle& thread, const std::exception_ptr& error);

/// Tells the session's hook, or the process's. For the library's own use.
void report_uncaught(const ThreadHandle& thread, const Excepthook& of_session, const std::exception_ptr& error);

}  // namespace threading
