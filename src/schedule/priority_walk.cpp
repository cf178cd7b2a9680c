#include "schedule/priority_walk.h"

#include <algorithm>

namespace schedule {
namespace {

constexpr std::uint64_t above_all_falls = 1'000;

}  // namespace

PriorityWalk::PriorityWalk(std::uint64_t seed, std::size_t depth, std::size_t steps)
    : dice_(seed), lowest_(above_all_falls) {
  for (std::size_t i = 1; i < depth; ++i) falls_.push_back(dice_.draw() % std::max<std::size_t>(1, steps));
}

std::optional<Move> PriorityWalk::choose(const Situation& situation) {
  const auto highest = [&] {
    ThreadIndex best = static_cast<ThreadIndex>(std::countr_zero(situation.enabled));
    for_each(situation.enabled, [&](ThreadIndex thread) {
      if (priorities_[thread] == 0) priorities_[thread] = above_all_falls + 1 + (dice_.draw() >> 1U);
      if (priorities_[thread] > priorities_[best]) best = thread;
    });
    return best;
  };
  ThreadIndex thread = highest();
  if (std::find(falls_.begin(), falls_.end(), situation.done.size()) != falls_.end()) {
    priorities_[thread] = lowest_ > 1 ? --lowest_ : lowest_;
    thread = highest();
  }
  return Move{thread, static_cast<std::uint16_t>(dice_.draw())};
}

}  // namespace schedule
