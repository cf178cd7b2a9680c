#pragma once

#include <vector>

#include "schedule/controlled_run.h"
#include "schedule/program.h"
#include "schedule/replay.h"

/// Programs in which something happens beside a thread that does not care.
namespace beside {

/// Adds that thread: it goes on for ever by itself.
void add_bystander(schedule::Program& program);

/// What becomes of these decisions, as far as they are possible, and of going on without pre-emptions.
schedule::Execution executed(const schedule::SetUp& set_up, std::vector<schedule::Move> moves,
                             schedule::Policies policies = {.most_steps = 200});

}  // namespace beside
