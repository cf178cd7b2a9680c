#include "ui/timeline_selection.h"

#include <algorithm>

namespace ui::timeline {
namespace {

const model::Lane& laneOf(const model::Timeline& timeline, int lane) {
  return timeline.lanes[static_cast<std::size_t>(lane)];
}

bool has(const model::Timeline& timeline, int lane) {
  return lane >= 0 && static_cast<std::size_t>(lane) < timeline.lanes.size();
}

}  // namespace

Selection valid(Selection selection, const model::Timeline& timeline) {
  if (!has(timeline, selection.lane)) return {};
  const auto& slices = laneOf(timeline, selection.lane).slices();
  if (selection.slice && (*selection.slice < slices.begin() || *selection.slice >= slices.end())) {
    selection.slice.reset();
  }
  return selection;
}

Selection chosenAt(const model::Timeline& timeline, int lane, Time at) {
  if (!has(timeline, lane)) return {};
  const auto& slices = laneOf(timeline, lane).slices();
  if (slices.empty() || at >= timeline.now) return {lane, std::nullopt};
  const std::size_t slice = laneOf(timeline, lane).slice_at(at);
  if (slice >= slices.end()) return {lane, std::nullopt};
  return {lane, slice};
}

Selection otherLane(Selection selection, const model::Timeline& timeline, int step, Time at) {
  if (timeline.lanes.empty()) return {};
  const int last = static_cast<int>(timeline.lanes.size()) - 1;
  const int lane = selection.lane < 0 ? 0 : std::clamp(selection.lane + step, 0, last);
  return chosenAt(timeline, lane, at);
}

Selection otherSlice(Selection selection, const model::Timeline& timeline, int step, Time at) {
  if (!has(timeline, selection.lane)) return otherLane({}, timeline, 0, at);
  const auto& slices = laneOf(timeline, selection.lane).slices();
  if (!selection.slice && !slices.empty()) {
    const Selection there = chosenAt(timeline, selection.lane, at);
    return there.slice ? there : Selection{selection.lane, step < 0 ? slices.end() - 1 : slices.begin()};
  }
  if (!selection.slice) return selection;
  if (step < 0 && *selection.slice > slices.begin()) --*selection.slice;
  if (step > 0 && *selection.slice + 1 < slices.end()) ++*selection.slice;
  return selection;
}

std::optional<Range> rangeOf(Selection selection, const model::Timeline& timeline) {
  const Selection known = valid(selection, timeline);
  if (!known.slice) return std::nullopt;
  const model::Lane& lane = laneOf(timeline, known.lane);
  return Range{Time(lane.slices()[*known.slice].begin), lane.end_of(*known.slice, timeline.now)};
}

}  // namespace ui::timeline
