#pragma once

#include <chrono>

#include "course/stage.h"

namespace lessons {

/// Sleeps for about that long, as work that waits would: anything from nothing to twice
/// as much, all equally likely.
void work_about(course::Stage& stage, std::chrono::nanoseconds duration,
                trace::Source source = trace::Source::here());

}  // namespace lessons
