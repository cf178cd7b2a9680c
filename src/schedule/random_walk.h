#pragma once

#include <cstdint>
#include <optional>

#include "schedule/dice.h"
#include "schedule/scheduler.h"

namespace schedule {

/// At each decision, with a certain probability, any thread that can go; else the one that went. One draw a decision.
///
/// Thread-safety: one thread at a time.
class RandomWalk final : public Scheduler {
 public:
  RandomWalk(std::uint64_t seed, double switch_probability) : dice_(seed), switch_probability_(switch_probability) {}

  std::optional<Move> choose(const Situation& situation) override;

 private:
  Dice dice_;
  const double switch_probability_;
};

}  // namespace schedule
