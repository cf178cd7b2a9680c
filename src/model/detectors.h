#pragma once

#include <optional>
#include <vector>

#include "model/causal_order.h"
#include "model/finding.h"
#include "model/lock_order.h"
#include "model/races.h"
#include "model/start_join_order.h"
#include "trace/recorder.h"

namespace model {

/// Looks for what could go wrong in a program, in a run in which it need not have. As soon as an event was dropped
/// nothing more is looked for, since what is missing may be the very thing that orders two accesses; what was found
/// before stays. One thread.
class Detectors {
 public:
  /// How many events may wait for others before those are given up.
  static constexpr std::size_t most_held_back = std::size_t{1} << 20U;

  /// Events of one thread in its order, of different threads in any.
  void apply(const trace::Batch& batch);

  /// Without sentences. What was found first comes first within its kind; what is not looked for any more, last.
  std::vector<Finding> findings() const;

 private:
  void pass(const trace::Event& event);
  void stop(FindingKind why);

  CausalOrder causal_;
  StartJoinOrder start_join_;
  LockOrder lock_order_{start_join_};
  Races races_{start_join_};
  std::optional<FindingKind> stopped_;
};

}  // namespace model
