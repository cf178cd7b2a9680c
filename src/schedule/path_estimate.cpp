#include "schedule/path_estimate.h"

#include <bit>

namespace schedule {

std::optional<Move> PathEstimate::choose(const Situation& situation) {
  if (situation.done.empty()) enabled_.clear();
  enabled_.push_back(situation.enabled);
  return scheduler_.choose(situation);
}

double PathEstimate::size(const std::vector<Step>& steps) const {
  double size = 1;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    size *= static_cast<double>(branches(steps, at) * steps[at].alternatives);
  }
  return size;
}

std::size_t PathEstimate::branches(const std::vector<Step>& steps, std::size_t at) const {
  const Threads others = enabled_[at] & ~only(steps[at].thread);
  Threads depend = 0;
  for (std::size_t later = at + 1; later < steps.size() && depend != others; ++later) {
    const bool may_come_first = contains(others & ~depend, steps[later].thread);
    if (may_come_first && steps[later].footprint.conflicts(steps[at].footprint)) depend |= only(steps[later].thread);
  }
  return static_cast<std::size_t>(std::popcount(depend)) + 1;
}

}  // namespace schedule
