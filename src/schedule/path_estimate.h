#pragma once

#include <optional>
#include <vector>

#include "schedule/scheduler.h"

namespace schedule {

/// Passes another Scheduler's decisions on and estimates from the one execution that they make how many different ones
/// the program has (Knuth: Estimating the efficiency of backtrack programs, 1975): the product, over its decisions, of
/// how many threads it could make a difference to let go there. Those are the one that went, and each that could have
/// gone and does something later that depends on what the first one did.
///
/// Thread-safety: one thread at a time.
/// Complexity:    size() O(steps²).
class PathEstimate final : public Scheduler {
 public:
  explicit PathEstimate(Scheduler& scheduler) : scheduler_(scheduler) {}

  std::optional<Move> choose(const Situation& situation) override;
  void ended(const Situation& situation) override { scheduler_.ended(situation); }

  /// `steps`: of the execution.
  double size(const std::vector<Step>& steps) const;

 private:
  std::size_t branches(const std::vector<Step>& steps, std::size_t at) const;

  Scheduler& scheduler_;
  std::vector<Threads> enabled_;  // at each decision
};

}  // namespace schedule
