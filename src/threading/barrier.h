#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "threading/monitor.h"
#include "threading/timeout.h"
#include "trace/source.h"

namespace threading {

/// Python: threading.Barrier. Parties wait for each other: the last to arrive opens it, all go on, and it closes again
/// once all have left.
///
///           | wait()                                   | abort()      | reset()
///   filling | waits; the last one opens it             | broken       | those inside get BrokenBarrierError
///   drains  | counts for the next round, which is not  | broken       | nothing
///           | complete before the last one has left    |              |
///   broken  | BrokenBarrierError                       | stays broken | filling
///
/// The last party runs the action before it opens the barrier; meanwhile everybody else waits. An error of the action
/// goes to that party and breaks the barrier. A time-out breaks it too: the others would wait in vain.
///
/// Thread-safety: every method, from any thread. The action must not use the barrier.
/// Blocks:        wait() until the barrier opens or breaks; abort() and reset() while the action runs.
/// Raises:        BrokenBarrierError; ValueError if there is no party; OverflowError where a wait beyond TIMEOUT_MAX
///                would begin; what the action throws.
/// Memory:        what any party did before wait() is visible to the action, and after wait() to every party.
/// Trace:         arrived and left with the parties inside, broken -1, reset 0; blocked and resumed around a wait that
///                really waited. One that an error takes out of it has left, too.
class Barrier {
 public:
  using Action = std::function<void()>;

  explicit Barrier(int parties, std::string name = {});
  Barrier(int parties, Action action, std::string name = {});
  /// `timeout` is that of every wait() which does not give another; none: without limit.
  Barrier(int parties, Action action, std::optional<Timeout> timeout, std::string name = {});
  Barrier(const Barrier&) = delete;
  Barrier& operator=(const Barrier&) = delete;

  /// Returns how many parties had arrived before this one: 0 to parties() - 1. Waits as long as the constructor said.
  int wait(trace::Source source = trace::Source::here());
  /// Waits that long at the most, counted from the arrival; the last party need not wait. Zero and negative: at once.
  int wait(Timeout timeout, trace::Source source = trace::Source::here());
  /// Gives those inside BrokenBarrierError and makes the barrier as new.
  void reset(trace::Source source = trace::Source::here());
  /// Gives those inside, and all that come, BrokenBarrierError until reset().
  void abort(trace::Source source = trace::Source::here());

  int parties() const { return parties_; }
  /// Parties inside while it fills, all of them while the action runs, otherwise 0.
  int n_waiting(trace::Source source = trace::Source::here()) const;
  bool broken(trace::Source source = trace::Source::here()) const;

 private:
  enum class State : std::uint8_t {
    filling,
    full,  ///< the last party runs the action
    broken,
  };
  enum class Outcome : std::uint8_t { undecided, opened, broken };
  class Party;

  int wait_within(const std::optional<Timeout>& timeout, trace::Source source);
  void arrive(Party& party, const std::optional<Timeout>& timeout, trace::Source source);
  void run_action(Party& party, trace::Source source);
  void leave(Party& party, trace::Source source);

  // All under monitor_.

  /// As in Python a round is complete only after everybody has left the one before.
  bool lets_in() const;
  bool drains() const { return waiting_ < static_cast<int>(inside_.size()); }
  void open(Turn& turn);
  void break_down(Turn& turn);
  /// What those who wait have come to.
  void decide(Outcome outcome);

  const int parties_;
  const Action action_;
  const std::optional<Timeout> timeout_;
  mutable Monitor monitor_;
  mutable Subject subject_;
  // Guarded by monitor_.
  State state_ = State::filling;
  int waiting_ = 0;             // of this round
  std::vector<Party*> inside_;  // of all rounds, until they leave
};

}  // namespace threading
