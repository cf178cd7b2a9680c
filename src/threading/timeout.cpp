#include "threading/timeout.h"

#include "threading/context.h"

namespace threading {

Deadline::Clock::time_point Deadline::now() {
  const Runtime* const runtime = Context::current().runtime();
  return runtime == nullptr ? Clock::now() : runtime->now();
}

}  // namespace threading
