#include "model/stuck_watch.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace model {
namespace {

/// Grows with anything that could undo it: for a cycle what happens to its threads, for a wait that anybody could end
/// what happens to anybody.
std::uint64_t version_of(const Stuck& stuck, std::span<const std::uint64_t> versions) {
  std::uint64_t sum = 0;
  if (stuck.kind == StuckKind::no_notifier) return std::accumulate(versions.begin(), versions.end(), sum);
  for (const trace::ThreadId thread : stuck.threads) sum += versions[thread.value - 1];
  return sum;
}

bool same(const Stuck& one, const Stuck& other) {
  return one.kind == other.kind && one.threads == other.threads && one.objects == other.objects;
}

}  // namespace

bool StuckWatch::was_seen(const Sighting& now) const {
  return std::ranges::any_of(
      before_, [&](const Sighting& before) { return before.version == now.version && same(before.stuck, now.stuck); });
}

std::vector<Stuck> StuckWatch::confirmed(const std::vector<Stuck>& found, std::span<const std::uint64_t> versions) {
  std::vector<Stuck> believed;
  std::vector<Sighting> sightings;
  for (const Stuck& stuck : found) {
    sightings.push_back({stuck, version_of(stuck, versions)});
    if (was_seen(sightings.back())) believed.push_back(stuck);
  }
  before_ = std::move(sightings);
  return believed;
}

}  // namespace model
