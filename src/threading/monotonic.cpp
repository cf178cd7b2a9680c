#include "threading/monotonic.h"

#include "threading/context.h"

namespace threading {

Deadline::Clock::time_point monotonic() {
  const Runtime* const runtime = Context::current().runtime();
  return runtime == nullptr ? Deadline::Clock::now() : runtime->now();
}

}  // namespace threading
