#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
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

/// Threads that wait for ever. `threads[i]` waits for `objects[i]`; in a cycle, threads[i + 1] holds it, and the last
/// one's is held by the first.
struct Stuck {
  StuckKind kind = StuckKind::lock_cycle;
  std::vector<trace::ThreadId> threads;
  std::vector<trace::ObjectId> objects;
  /// Threads outside that wait for one of `threads`, directly or through others, and so cannot go on either.
  std::vector<trace::ThreadId> followers;
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

/// What a thread can do at one moment, as far as being stuck is concerned.
struct Standing {
  enum class Kind : std::uint8_t {
    acts,      ///< goes on by itself, now or after a time
    waits,     ///< for ever, for `object`
    idles,     ///< an event loop without a job: goes on only if another thread gives it one
    finished,  ///< is over
  };
  /// What a waiting thread waits for.
  enum class For : std::uint8_t { holder_to_release, holder_to_end, anybody };

  Kind kind = Kind::acts;
  For what = For::anybody;
  trace::ObjectId object;
  trace::ThreadId holder;  ///< none with For::anybody
};

/// Who has an object that several threads can have at a time: those that read.
using SharedHolders = std::map<trace::ObjectId, std::vector<trace::ThreadId>>;

/// Whoever waits for one of these objects needs all of its holders to give it up. Leaves the one that matters as the
/// `holder` of all that wait for it: one that can never go on, if there is one, and best one that waits for it, too.
/// Thread-safety: pure. Complexity: O((threads + holders of what they wait for) * longest chain of waits).
void choose_holders(std::span<Standing> standings, const SharedHolders& shared);

/// The threads that can never go on, grouped by why: a cycle, an owner that has finished, nobody left. No sentences.
/// `standings[i]` is of ThreadId i + 1. Who waits for an end of a finished thread is about to go on: it acts.
/// Thread-safety: pure. Complexity: O(threads * log(threads)).
std::vector<Stuck> find_stuck(std::span<const Standing> standings);

}  // namespace model
