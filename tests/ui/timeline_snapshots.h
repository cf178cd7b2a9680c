#pragma once

#include <memory>
#include <string>
#include <vector>

#include "course/outcome.h"
#include "model/snapshot.h"
#include "ui/frame.h"

/// Runs made by hand, for tests of what paints them.
namespace snapshots {

using model::ThreadState;
using trace::Time;

struct Change {
  Time at{};
  ThreadState state = ThreadState::running;
  std::uint32_t object = 0;
  std::uint32_t source = 0;
};

/// Threads "worker-1" ... with these changes; objects "lock-1" ... as many as are mentioned.
inline std::shared_ptr<model::Snapshot> make(const std::vector<std::vector<Change>>& lanes, Time now) {
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

inline ui::FramePointer frame(std::shared_ptr<const model::Snapshot> snapshot) {
  auto frame = std::make_shared<course::Frame>();
  frame->snapshot = std::move(snapshot);
  return frame;
}

}  // namespace snapshots
