#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "threading/thread_handle.h"

namespace threading {

/// The thread that calls. One that the library did not make is a daemon called "Dummy-1", "Dummy-2" ..., in a
/// Session::Visit one with the name under which it was adopted.
ThreadHandle current_thread();
/// The thread that runs main(): "MainThread". The same from every thread; no session but process() has it.
ThreadHandle main_thread();
/// Those of the caller's session that were started and have not ended, in the order of start(). In process() the main
/// thread too, and each Dummy. In a controlled run a visible operation.
std::vector<ThreadHandle> enumerate(trace::Source source = trace::Source::here());
std::size_t active_count(trace::Source source = trace::Source::here());
/// The caller's identity; what ThreadHandle::ident() says of it.
std::uint64_t get_ident();
/// The system's number of the calling thread.
int get_native_id();

}  // namespace threading
