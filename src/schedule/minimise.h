#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "schedule/controlled_run.h"

namespace schedule {

/// A failing execution and how hard it is to follow.
struct Failing {
  Execution execution;
  std::size_t pre_emptions = 0;

  /// Fewer pre-emptions first, then fewer steps.
  bool shorter_than(const Failing& other) const;
};

/// An execution that fails in the same way with as few pre-emptions and steps as can be found in time: first by leaving
/// out what is not needed (delta debugging) and joining what one thread does, then by searching below the best bound on
/// pre-emptions, and a while at it.
Failing minimise(ControlledRun& run, const SetUp& set_up, const Execution& failing, std::chrono::nanoseconds budget);

/// For each step of a failing execution, whether it happens before the failure; the others do not matter to it. Before
/// a deadlock is what its threads did, and who holds what they wait for, and what was done to that.
std::vector<bool> matters(const Execution& execution, const Identities& identities);

}  // namespace schedule
