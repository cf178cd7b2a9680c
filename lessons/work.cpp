#include "lessons/work.h"

#include "threading/sleep.h"

namespace lessons {

void work_about(course::Stage& stage, std::chrono::nanoseconds duration,
                trace::Source source) {
  constexpr int whole = 1'000;
  threading::sleep_for(duration * stage.random(2 * whole + 1) / whole, source);
}

}  // namespace lessons
