#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "schedule/scheduler.h"

namespace schedule {

/// Passes another Scheduler's decisions on and counts how often a thread that could have gone on had to let another one
/// go.
///
/// Thread-safety: one thread at a time.
class CountingPreEmptions final : public Scheduler {
 public:
  explicit CountingPreEmptions(Scheduler& scheduler) : scheduler_(scheduler) {}

  std::optional<Move> choose(const Situation& situation) override {
    if (situation.done.empty()) count_ = 0;
    const std::optional<Move> move = scheduler_.choose(situation);
    if (move && !situation.done.empty()) {
      const ThreadIndex last = situation.done.back().thread;
      if (move->thread != last && situation.can_go(last)) ++count_;
    }
    return move;
  }
  void ended(const Situation& situation) override { scheduler_.ended(situation); }

  std::size_t count() const { return count_; }

 private:
  Scheduler& scheduler_;
  std::size_t count_ = 0;
};

}  // namespace schedule
