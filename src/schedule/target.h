#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "schedule/execution.h"
#include "schedule/identities.h"
#include "schedule/scheduler.h"
#include "trace/source.h"

namespace schedule {

/// What a search looks for in the executions of a program instead of a failure: the decisions that lead to it, if
/// `execution` comes to it or would if steps that do not depend on each other changed places; otherwise none.
/// Must not raise.
using Target = std::function<std::optional<std::vector<Move>>(const Execution& execution, const Identities&)>;

/// Two acquisitions of a thread: it has made one when it asks for the other.
struct Nesting {
  trace::SourceId outer;
  trace::SourceId inner;
};
/// A deadlock of threads that hold what they took at the outer line of a nesting and wait at its inner line; somebody
/// at each nesting.
Target deadlock_at(std::vector<Nesting> nestings);

/// An access to a variable.
struct AccessPlace {
  OperationKind kind;  ///< load, store, modify
  trace::SourceId line;

  bool is_of(const Step& step) const { return step.kind == kind && trace::intern(step.source) == line; }
};
/// Two threads that stand before these accesses to the same variable at the same time, so that either can go first. At
/// least one of them writes.
Target meeting_at(AccessPlace one, AccessPlace other);

}  // namespace schedule
