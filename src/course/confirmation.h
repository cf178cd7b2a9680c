#pragma once

#include <string>

#include "course/player.h"
#include "model/finding.h"
#include "schedule/target.h"

namespace course {

/// What a finding warns of, as something to look for among the schedules of the lesson's program, by its lines: also
/// with other parameters than those of the run in which it was found. Requires a warning.
schedule::Target target_of(const model::Finding& finding);

/// Where a schedule led that was found so: "worker-1 will store 1 to counter (line 33) and worker-2 will read counter
/// (line 31): either can go first, as nothing orders them." A deadlock is told by its own verdict.
std::string standing_before(const model::Finding& finding, const Scene& scene, const Player& player);

}  // namespace course
