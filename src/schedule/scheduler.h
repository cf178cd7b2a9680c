#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "schedule/causality.h"
#include "schedule/identities.h"
#include "schedule/step.h"

namespace schedule {

/// What a decision is made on: what was done, and what every thread would do next.
struct Situation {
  const Identities& identities;
  const std::vector<Step>& done;
  const Causality& causality;                    ///< of what was done
  Threads unfinished = 0;                        ///< begun and not ended
  Threads enabled = 0;                           ///< those that can go
  std::array<const Step*, most_threads> next{};  ///< of those unfinished; a step's ending is the one it would have now

  const Step& next_of(ThreadIndex thread) const { return *next[thread]; }
  bool can_go(ThreadIndex thread) const { return contains(enabled, thread); }
};

/// A decision. `choice`: which of the step's alternatives, taken modulo their number, which is known afterwards.
struct Move {
  ThreadIndex thread;
  std::uint16_t choice = 0;
};

/// Decides who goes next in a controlled run.
///
/// Thread-safety: called by the threads of the run, one at a time. Must not raise.
class Scheduler {
 public:
  virtual ~Scheduler() = default;
  /// One of those that can go, of which there is at least one; none abandons the run.
  virtual std::optional<Move> choose(const Situation& situation) = 0;
  /// Nobody goes any further.
  virtual void ended(const Situation&) {}
};

/// The threads of a set, in order.
template <class Action>
void for_each(Threads threads, Action action) {
  for (; threads != 0; threads &= threads - 1) action(static_cast<ThreadIndex>(__builtin_ctzll(threads)));
}

}  // namespace schedule
