#pragma once

#include <memory>
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
std::shared_ptr<model::Snapshot> make(const std::vector<std::vector<Change>>& lanes, Time now);

ui::FramePointer frame(std::shared_ptr<const model::Snapshot> snapshot);

}  // namespace snapshots
