#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "schedule/schedule.h"
#include "schedule/scheduler.h"

namespace schedule {

/// Does again what a Schedule says, and names the first step that differs: then the run is abandoned. So it is at the
/// end of a schedule that was.
///
/// Thread-safety: one thread at a time.
class StrictReplay final : public Scheduler {
 public:
  explicit StrictReplay(const Schedule& schedule)
      : lines_(schedule.lines), stops_(schedule.verdict == Verdict::abandoned) {}

  std::optional<Move> choose(const Situation& situation) override;

  /// After the execution: "step 17: expected main/1 acquire(left), the program did release(right)"; none if it went as
  /// the schedule says.
  std::optional<std::string> divergence() const;

 private:
  std::optional<std::string> difference(const Situation& situation, const Schedule::Line& expected) const;

  const std::vector<Schedule::Line> lines_;
  const bool stops_;
  std::size_t followed_ = 0;
  std::string divergence_;
};

/// Follows decisions as far as it can: one that is not possible is passed over. Where there are none left, whoever goes
/// goes on, else the first that can.
///
/// Thread-safety: one thread at a time.
class TolerantReplay final : public Scheduler {
 public:
  explicit TolerantReplay(std::vector<Move> moves) : moves_(std::move(moves)) {}

  std::optional<Move> choose(const Situation& situation) override;

 private:
  const std::vector<Move> moves_;
  std::size_t next_ = 0;
};

/// The decisions that an execution was made by.
std::vector<Move> moves_of(const std::vector<Step>& steps);
/// The same for a schedule; threads that `identities` does not know are left out.
std::vector<Move> moves_of(const Schedule& schedule, const Identities& identities);
/// Whoever went goes on if it can, else the first that can. A wait is not made to end by itself where another thread
/// can act.
ThreadIndex default_choice(const Situation& situation, Threads candidates);

}  // namespace schedule
