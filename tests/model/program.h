#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "model/history.h"
#include "threading/thread.h"
#include "trace/recorder.h"

namespace tests {

using Work = std::function<void()>;
using SnapshotPointer = std::shared_ptr<const model::Snapshot>;

/// What a History makes of a program that really ran, from its first event to its last. `main` runs in a thread of that
/// name. `until`: asked again and again with what is known so far; once it is true the run is taken down.
SnapshotPointer watch(const Work& main, std::size_t pending_per_thread = trace::Recorder::default_pending_per_thread,
                      const std::function<bool(const model::Snapshot&)>& until = {});

/// Threads worker-1, worker-2 ... that begin together and are joined.
void side_by_side(const std::vector<Work>& works);

/// One after the other is through.
void in_turn(const std::vector<Work>& works);

std::string sentences(const model::Snapshot& snapshot);

std::size_t count(const model::Snapshot& snapshot, model::FindingKind kind);

}  // namespace tests
