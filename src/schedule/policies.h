#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

namespace schedule {

/// What the environment of a controlled run may do, and how far it goes.
struct Policies {
  enum class Woken : std::uint8_t { first_come, any };
  enum class Sleep : std::uint8_t {
    yields,  ///< ends at any moment, which shows what relies on it
    lasts,   ///< until nobody else can go, and the time has come
  };
  enum class AtFailure : std::uint8_t { stop, go_on };

  static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

  /// How many waits may end by time-out although another thread could go. Once nobody can go, time passes. With none a
  /// search would take for granted that no time-out is too short.
  std::size_t time_outs = 1;
  /// How many waits on a condition may end for no reason, as CPython's never do.
  std::size_t wake_ups = 0;
  /// Whom a notify chooses, and in which order as_completed gives out what was done before: CPython's first come, first
  /// served and the order given, or any, as Python's documentation allows.
  Woken woken = Woken::first_come;
  Sleep sleep = Sleep::yields;
  AtFailure at_failure = AtFailure::stop;
  /// Threads that wait for each other in a ring, or one that waits for itself, without a time-out, for a Lock, an
  /// RLock, an RWLock or an end, go on never more, whatever the others do. To stop there is right for who wants to know
  /// whether anything fails: it stays so whatever follows. Who counts different executions lets the others go on, as
  /// where they stood then is not one of them. A Lock that is seen to be given up by a thread that does not hold it, as
  /// Python allows, is a signal and left out.
  AtFailure at_partial_deadlock = AtFailure::stop;
  /// A run that is longer "does not end".
  std::size_t most_steps = 10'000;

  bool operator==(const Policies&) const = default;
};

}  // namespace schedule
