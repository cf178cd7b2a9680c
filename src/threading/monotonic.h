#pragma once

#include "threading/timeout.h"

namespace threading {

/// Python: time.monotonic. The moment that it is, on the clock that time-outs and sleeps are measured with; what lies
/// between two moments is a std::chrono duration. In a controlled run time is virtual.
/// Thread-safety: any thread. Never blocks. Trace: nothing.
Deadline::Clock::time_point monotonic();

}  // namespace threading
