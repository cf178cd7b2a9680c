#include "threading/sleep.h"

#include "threading/monitor.h"

namespace threading {

void sleep_for(Timeout duration, trace::Source source) {
  if (duration.negative()) throw ValueError("sleep length must be non-negative");
  Monitor::sleep({OperationKind::sleep, source}, Deadline::after(duration).checked());
}

}  // namespace threading
