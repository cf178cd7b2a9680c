#pragma once

#include <functional>

namespace threading {

/// Python's end of the process: calls what at_shutdown() registered, then waits for every thread of Session::process()
/// that is no daemon, those included that are started meanwhile. Not for daemons, nor for the threads of other
/// sessions. In the main thread it ends that thread for whoever joins it.
///
/// Called at exit by itself once a thread that is no daemon was started, or something was registered. As with all that
/// std::exit() runs, static objects made after that are gone by then: a program whose threads use such objects calls it
/// at the end of main(). May be called again.
/// Blocks: until those threads have ended. Any thread; a caller does not wait for itself.
void shutdown();

/// Python: threading._register_atexit. `action` is called at the beginning of shutdown(), before threads are waited
/// for, the last registered first. What it throws is reported (see warning.h). Any thread.
/// Raises RuntimeError once shutdown() has begun.
void at_shutdown(std::function<void()> action);

/// Sees to it that the end of the process calls shutdown(). For the library's own use.
void shut_down_at_exit();

}  // namespace threading
