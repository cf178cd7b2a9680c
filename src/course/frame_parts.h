#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "course/player.h"
#include "course/stepper.h"

namespace course {

/// What frames are made of. Pure functions.

StepOption::Kind kind_of(schedule::Ending ending);

/// The line of lesson.cpp that a step is of; 0: of none.
std::uint32_t line_of(const schedule::Step& step, const Entry& entry);

/// The events of `scene` from that step on.
std::vector<trace::Event>::const_iterator first_event_of(const Scene& scene, std::size_t step);

/// What a step did, with its value: "read 4 from counter"; where a notify could choose among several waiters, with the
/// one that it chose.
std::string done_in_words(const Scene& scene, std::size_t step, const schedule::Identities& identities);

/// Where a thread stands. `over`: nobody is to go any further.
StepThread thread_of(const Scene& scene, schedule::ThreadIndex thread, bool over, const Player& player);

/// What is wrong, and who did it.
StepVerdict verdict_of(const Scene& scene, const Player& player);

}  // namespace course
