#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "schedule/policies.h"
#include "schedule/program.h"
#include "schedule/schedule.h"
#include "schedule/target.h"

namespace schedule {

/// What exploring a program came to.
struct Report {
  enum class Outcome : std::uint8_t {
    proved,    ///< every different execution was run, and all hold, or none comes to the target
    unbroken,  ///< those that were run hold, or do not come to it
    fails,
    reached,  ///< one comes to the target
    strays,   ///< it does otherwise with the same decisions: nothing can be said of it
  };

  Outcome outcome = Outcome::unbroken;
  bool targeted = false;       ///< a target was looked for, not a failure
  std::size_t executions = 0;  ///< in all
  std::size_t different = 0;   ///< of them, counted once whatever the order of steps that do not depend on each other
  std::size_t endless = 0;     ///< of them, given up at Policies::most_steps
  double estimate = 0;         ///< about how many different ones there are: by two paths, or random walks
  std::chrono::nanoseconds spent{};

  // Of one that fails or comes to the target, the shortest that was found.
  std::optional<Schedule> found;
  std::size_t pre_emptions = 0;
  std::vector<bool> matters;  ///< for each of its lines, whether it happens before that
  std::string why_strayed;

  /// "all 90 different executions hold", "312 of about 50,000 different executions seen in 2 s, none fails", "fails:
  /// a waits for ...; the shortest schedule found has 9 steps and 1 pre-emption".
  std::string sentence() const;
};

struct ExploreOptions {
  Policies policies{};
  std::chrono::milliseconds budget{2'000};
  std::uint64_t seed = 1;
  /// Looked for instead of a failure: then nothing that fails ends the search.
  Target target = nullptr;
  /// Asked now and then with what is known so far; false ends it.
  std::function<bool(const Report&)> go_on = nullptr;
};

/// Searches the schedules of a program for one that fails, or comes to a target, until one is found, all were seen, or
/// the time is over: one without pre-emptions and its reverse, from which it estimates how many there are, then in
/// slices source-DPOR, which ends with a proof, a growing bound on pre-emptions, and random walks. What it finds is
/// made short and run again.
///
/// Thread-safety: any thread that is not itself under control.
Report explore(const SetUp& set_up, const ExploreOptions& options = {});

/// How a schedule went when it was done again.
struct Replayed {
  Schedule schedule;                      ///< what was done
  std::optional<std::string> divergence;  ///< the first step that differs; none if it went as before
};
Replayed replay(const SetUp& set_up, const Schedule& schedule);

}  // namespace schedule
