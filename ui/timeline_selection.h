#pragma once

#include <cstddef>
#include <optional>

#include "model/timeline.h"
#include "ui/timeline_geometry.h"

namespace ui::timeline {

/// The lane that was chosen, and the slice in it if one was. A value; indices stay right while the run goes on.
struct Selection {
  int lane = -1;  ///< index in Timeline::lanes; -1: none
  std::optional<std::size_t> slice;

  bool operator==(const Selection&) const = default;
};

/// The selection, without what this timeline does not have (any more).
Selection valid(Selection selection, const model::Timeline& timeline);
/// The slice of that lane at that moment, if there is one.
Selection chosenAt(const model::Timeline& timeline, int lane, Time at);
/// Up (-1) and down (+1) from lane to lane, without going round; the first one if there was none. The slice is the one
/// at `at`.
Selection otherLane(Selection selection, const model::Timeline& timeline, int step, Time at);
/// Earlier (-1) or later (+1) in the lane; if none was chosen, the one at `at`, else the
/// last or the first.
Selection otherSlice(Selection selection, const model::Timeline& timeline, int step, Time at);
/// From when to when the chosen slice was.
std::optional<Range> rangeOf(Selection selection, const model::Timeline& timeline);

}  // namespace ui::timeline
