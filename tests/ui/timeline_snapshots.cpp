#include "timeline_snapshots.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace snapshots {

std::shared_ptr<model::Snapshot> make(const std::vector<std::vector<Change>>& lanes, Time now) {
  auto snapshot = std::make_shared<model::Snapshot>();
  snapshot->now = snapshot->timeline.now = now;
  std::uint32_t objects = 0;
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const trace::ThreadId thread{static_cast<std::uint32_t>(i + 1)};
    model::LaneHistory history(thread);
    for (const Change& change : lanes[i]) {
      history.change(change.at, change.state, {change.object}, {}, {change.source});
      objects = std::max(objects, change.object);
    }
    snapshot->timeline.lanes.push_back(history.view());
    model::ThreadView view;
    view.id = thread;
    view.name = "worker-" + std::to_string(i + 1);
    snapshot->threads.push_back(view);
  }
  for (std::uint32_t i = 1; i <= objects; ++i) {
    model::ObjectView view;
    view.id = {i};
    view.name = "lock-" + std::to_string(i);
    snapshot->objects.push_back(view);
  }
  return snapshot;
}

ui::FramePointer frame(std::shared_ptr<const model::Snapshot> snapshot) {
  auto frame = std::make_shared<course::Frame>();
  frame->snapshot = std::move(snapshot);
  return frame;
}

}  // namespace snapshots
