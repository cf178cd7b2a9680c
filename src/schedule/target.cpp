#include "schedule/target.h"

#include <algorithm>

#include "schedule/causality.h"
#include "schedule/holds.h"
#include "schedule/replay.h"

namespace schedule {
namespace {

bool stands_at(const Wait& wait, const Nesting& nesting, const std::vector<Hold>& held,
               const std::vector<Step>& steps) {
  if (trace::intern(wait.step.source) != nesting.inner) return false;
  return std::any_of(held.begin(), held.end(), [&](const Hold& hold) {
    return hold.thread == wait.step.thread && trace::intern(steps[hold.taken].source) == nesting.outer;
  });
}

/// Two accesses of one execution, and what happens before what in it.
class Meetings {
 public:
  Meetings(const Execution& execution, const Identities& identities)
      : steps_(execution.steps), causality_(steps_, identities) {}

  std::optional<std::vector<Move>> first(const AccessPlace& one, const AccessPlace& other) const {
    for (std::size_t later = 0; later < steps_.size(); ++later) {
      if (one.is_of(steps_[later])) {
        if (const auto earlier = adjacent_to(later, other)) return moves_to(*earlier, later);
      }
      if (other.is_of(steps_[later])) {
        if (const auto earlier = adjacent_to(later, one)) return moves_to(*earlier, later);
      }
    }
    return std::nullopt;
  }

 private:
  /// An access that could as well come right before or right after `later`. Of each thread only the last can.
  std::optional<std::size_t> adjacent_to(std::size_t later, const AccessPlace& place) const {
    Threads looked_at = only(steps_[later].thread);
    for (std::size_t earlier = later; earlier-- > 0;) {
      const Step& step = steps_[earlier];
      if (contains(looked_at, step.thread) || step.object != steps_[later].object || !place.is_of(step)) continue;
      looked_at |= only(step.thread);
      if (nothing_between(earlier, later)) return earlier;
    }
    return std::nullopt;
  }

  bool nothing_between(std::size_t earlier, std::size_t later) const {
    for (std::size_t i = earlier + 1; i < later; ++i) {
      if (causality_.before(earlier, i) && causality_.before(i, later)) return false;
    }
    return true;
  }

  /// To where both are next: what happens before either, and nothing else.
  std::vector<Move> moves_to(std::size_t earlier, std::size_t later) const {
    std::vector<Step> needed;
    for (std::size_t i = 0; i < later; ++i) {
      if (i != earlier && (causality_.before(i, earlier) || causality_.before(i, later))) needed.push_back(steps_[i]);
    }
    return moves_of(needed);
  }

  const std::vector<Step>& steps_;
  const Causality causality_;
};

}  // namespace

Target deadlock_at(std::vector<Nesting> nestings) {
  return [nestings = std::move(nestings)](const Execution& execution,
                                          const Identities& identities) -> std::optional<std::vector<Move>> {
    if (execution.verdict != Verdict::deadlocks) return std::nullopt;
    std::vector<Step> waiting;
    for (const Wait& wait : execution.waits) waiting.push_back(wait.step);
    const std::vector<Hold> held = held_after(execution.steps, waiting, identities);
    const bool all = std::all_of(nestings.begin(), nestings.end(), [&](const Nesting& nesting) {
      return std::any_of(execution.waits.begin(), execution.waits.end(),
                         [&](const Wait& wait) { return stands_at(wait, nesting, held, execution.steps); });
    });
    return all ? std::optional(moves_of(execution.steps)) : std::nullopt;
  };
}

Target meeting_at(AccessPlace one, AccessPlace other) {
  return [one, other](const Execution& execution, const Identities& identities) {
    return Meetings(execution, identities).first(one, other);
  };
}

}  // namespace schedule
