#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schedule/step.h"

namespace schedule {

/// How one execution went.
enum class Verdict : std::uint8_t {
  holds,
  fails,         ///< a claim, or an error that no one caught
  deadlocks,     ///< somebody has not finished and will never go on
  does_not_end,  ///< within Policies::most_steps
  abandoned,     ///< its Scheduler saw no use in going on
};

/// A thread that cannot go.
struct Wait {
  Step step;                            ///< what it would do
  std::optional<ThreadIndex> holder{};  ///< who has the lock that it waits for, or is to end
};

struct Execution {
  Verdict verdict = Verdict::holds;
  std::string what{};  ///< which claim or error, which threads wait for what; empty if all holds
  std::vector<Step> steps{};
  std::vector<Wait> waits{};              ///< of a deadlock
  std::vector<ThreadIndex> bystanders{};  ///< who could go on beside a deadlock: then it is a partial one
  std::optional<ThreadIndex> culprit{};   ///< the thread in which a claim failed or an error was raised
  std::uint64_t hash = 0;                 ///< of all executions that differ only in the order of independent steps

  bool cut_off = false;  ///< daemons could go on when all others had ended

  bool failed() const {
    return verdict == Verdict::fails || verdict == Verdict::deadlocks || verdict == Verdict::does_not_end;
  }
};

}  // namespace schedule
