#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "schedule/footprint.h"
#include "schedule/identities.h"
#include "threading/runtime.h"
#include "trace/source.h"

namespace schedule {

using threading::OperationKind;
/// How an operation ends: Runtime::Decision::act, time_out or wake_up.
using Ending = threading::Runtime::Decision;

/// An operation that a thread has done or is about to do.
struct Step {
  ThreadIndex thread = set_up_thread;
  OperationKind kind = OperationKind::start;
  Ending ending = Ending::act;
  std::uint16_t choice = 0;        ///< which of its alternatives
  std::uint16_t alternatives = 1;  ///< known once it is done
  ObjectNumber object = no_object;
  ObjectNumber lock = no_object;  ///< a condition's
  LabelNumber label = 0;          ///< of a labelled one
  std::int64_t value = 0;         ///< what a store writes
  bool only_tries = false;        ///< goes on without where it would have to wait
  trace::Source source{};
  std::optional<std::size_t> woken_by{};  ///< the step whose notify chose this thread
  std::optional<ThreadIndex> child{};     ///< of a start, once it is done
  Footprint footprint{};

  /// One of `count` ways to go on, as what is left of a Move's choice says.
  std::size_t take_alternative(std::size_t& left, std::size_t count) {
    const std::size_t taken = left % count;
    left /= count;
    choice = static_cast<std::uint16_t>(choice + taken * alternatives);
    alternatives = static_cast<std::uint16_t>(alternatives * count);
    return taken;
  }
};

/// Whether a condition's waiter is what the footprint is of: then it was chosen already, or waits to be.
enum class Waiter : std::uint8_t { none, waiting, chosen };

/// What `step` touches if it ends as it says.
Footprint footprint_of(const Step& step, trace::ObjectKind object, Waiter waiter);

}  // namespace schedule
