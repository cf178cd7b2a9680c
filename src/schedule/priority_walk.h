#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "schedule/dice.h"
#include "schedule/scheduler.h"

namespace schedule {

/// PCT (Burckhardt, Kothari, Musuvathi, Nagarakatte 2010): threads have random priorities, the highest that can go
/// goes, and at a few random steps the one that goes falls below all others. Finds a bug of depth d in n threads of
/// together k steps with a probability of at least 1 / (n * k^(d-1)).
///
/// Thread-safety: one thread at a time.
class PriorityWalk final : public Scheduler {
 public:
  /// `depth`: one more than there are falls. `steps`: how long an execution is expected to be.
  PriorityWalk(std::uint64_t seed, std::size_t depth, std::size_t steps);

  std::optional<Move> choose(const Situation& situation) override;

 private:
  Dice dice_;
  std::vector<std::size_t> falls_;
  std::array<std::uint64_t, most_threads> priorities_{};  // 0: none yet
  std::uint64_t lowest_;
};

}  // namespace schedule
