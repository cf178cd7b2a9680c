#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trace/event.h"

namespace model {

/// Why threads can never go on.
enum class StuckKind : std::uint8_t {
  lock_cycle,      ///< each holds what the next one waits for
  join_cycle,      ///< the same, with at least one wait for a thread's end
  no_notifier,     ///< waits for a notify, set, put or release that nobody is left to give
  owner_finished,  ///< waits for what a finished thread still holds
};

std::string_view name(StuckKind kind);

/// Threads that wait for ever. `threads[i]` waits for `objects[i]`; in a cycle, threads[i + 1] holds it.
struct Stuck {
  StuckKind kind = StuckKind::lock_cycle;
  std::vector<trace::ThreadId> threads;
  std::vector<trace::ObjectId> objects;
  bool partial = false;  ///< other threads of the run can still go on
  std::string sentence;  ///< "worker-1 holds lock left and waits for lock right, which worker-2 holds; ..."
};

/// thread -> object that it waits for; object -> thread that holds it.
struct Wait {
  trace::ThreadId thread;
  trace::ObjectId object;
  trace::ThreadId holder;  ///< none for objects that nobody holds (events, queues)
  bool forever = true;     ///< false: the wait has a time-out, so it can end by itself
};

}  // namespace model
