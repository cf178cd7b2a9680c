#pragma once

#include <cstddef>
#include <vector>

#include "schedule/identities.h"
#include "schedule/step.h"

namespace schedule {

/// A lock that a thread has.
struct Hold {
  ThreadIndex thread;
  ObjectNumber lock;
  std::size_t taken;  ///< the step that took it
  bool to_read = false;
};

/// Lock, RLock and RWLock.
bool is_lock(trace::ObjectKind kind);

/// Which locks are held after `steps`, and who took them where; of a lock that is taken again by its holder each time
/// that was not given back. In the order in which they were taken. `waiting`: what those would do that cannot go then.
///
/// Complexity: O(steps * (threads + locks held)).
std::vector<Hold> held_after(const std::vector<Step>& steps, const std::vector<Step>& waiting,
                             const Identities& identities);

}  // namespace schedule
