#include "threading/timer.h"

namespace threading {

/// Python looks once more after the wait: a cancel() may have come just in time.
bool Timer::Finished::passes(Timeout interval) {
  return !wait(interval, trace::Source{}) && !wait(std::chrono::seconds(0), trace::Source{});
}

}  // namespace threading
