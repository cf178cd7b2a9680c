#pragma once

#include <vector>

#include "course/player.h"
#include "course/stepper.h"

namespace course {

/// Frames for people, made from scenes. Pure functions.

/// The steps of `scene` from `first` on. `pre_empted[i]`: step i's thread went before one that could have gone on.
std::vector<ScheduledStep> steps_of(const Scene& scene, std::size_t first, const std::vector<bool>& pre_empted,
                                    const Player& player);

/// All but `steps` and `position`. `last`: since when the last statement goes on.
StepFrame frame_of(const Scene& scene, std::size_t last, const Player& player);

/// For each step done, whether it happens before what fails; true for all if nothing does.
std::vector<bool> matters_of(const Scene& scene, const Player& player);

/// Whether `later`, the same thread's next step, is of the same statement: x.store(x.load() + 1).
bool continues_statement(const schedule::Step& earlier, const schedule::Step& later,
                         const schedule::Identities& identities);

}  // namespace course
