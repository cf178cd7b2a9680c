#pragma once

#include <string>

#include "course/saved_schedule.h"
#include "schedule/schedule.h"

namespace course {

/// Raises BadInput for what is no schedule.
schedule::Schedule parse_schedule(const std::string& text);
std::string text_of(const schedule::Schedule& schedule);

/// The same with whose it is. Raises BadInput for what there is not.
SavedSchedule saved_schedule(const Catalogue& catalogue, const schedule::Schedule& schedule);

}  // namespace course
