#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "schedule/controlled_run.h"

namespace schedule {

/// An execution that fails, or comes to what was looked for, and how hard it is to follow.
struct Failing {
  Execution execution;
  std::size_t pre_emptions = 0;

  /// Fewer pre-emptions first, then fewer steps.
  bool shorter_than(const Failing& other) const;
};

/// The decisions that lead to what is kept while an execution is made short; none: it is not in it.
using Keeps = std::function<std::optional<std::vector<Move>>(const Execution&)>;
/// Another failure of the same sort.
Keeps fails_like(const Execution& failing);

struct MinimiseOptions {
  std::chrono::nanoseconds budget{};
  /// Asked before each try; false ends it with what is the shortest by then.
  std::function<bool()> go_on = nullptr;
};

/// An execution that keeps that, and ends there, with as few pre-emptions and steps as can be found in time: first by
/// leaving out what is not needed (delta debugging) and joining what one thread does, then by searching below the best
/// bound on pre-emptions, and a while at it.
Failing minimise(ControlledRun& run, const SetUp& set_up, const Execution& execution, const Keeps& keeps,
                 const MinimiseOptions& options);

/// For each step of a failing execution, whether it happens before the failure; the others do not matter to it. Before
/// a deadlock is what its threads did, and who holds what they wait for, and what was done to that.
std::vector<bool> matters(const Execution& execution, const Identities& identities);

}  // namespace schedule
