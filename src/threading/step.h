#pragma once

#include <string_view>

#include "trace/source.h"

namespace threading {

/// A visible operation of the program's own that concerns no other thread: a point with a name at which a run can be
/// paused and stepped, and at which a controlled run may let another thread go. What the thread does up to its next
/// operation belongs to it. Python has nothing like it. Nothing, and free of charge, in a thread that nobody watches,
/// schedules or takes down.
///
/// Raises: TakenDown when the run is taken down.
/// Trace:  marked, with the label.
void step(std::string_view label, trace::Source source = trace::Source::here());

}  // namespace threading
