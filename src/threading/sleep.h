#pragma once

#include "threading/timeout.h"
#include "trace/source.h"

namespace threading {

/// Python: time.sleep. Does nothing for that long; ends early only when the run is taken down.
/// Raises ValueError for a negative duration. Trace: sleeping, resumed.
void sleep_for(Timeout duration, trace::Source source = trace::Source::here());

}  // namespace threading
