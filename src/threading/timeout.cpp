#include "threading/timeout.h"

#include "threading/monotonic.h"

namespace threading {

Deadline::Clock::time_point Deadline::now() { return monotonic(); }

}  // namespace threading
