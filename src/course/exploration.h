#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course/catalogue.h"
#include "course/controlled.h"
#include "course/saved_schedule.h"
#include "course/stepper.h"
#include "model/finding.h"

namespace course {

/// How much of a program's schedules was seen.
struct Coverage {
  std::uint64_t executions = 0;  ///< in all
  std::uint64_t different = 0;   ///< of them, whatever the order of steps that do not depend on each other
  std::uint64_t endless = 0;     ///< of them, given up since they did not end
  double estimate = 0;           ///< about how many different ones there are; 0: no idea
  std::chrono::nanoseconds spent{};

  double per_second() const;
};

/// What searching the schedules of a lesson's program came to.
struct Exploration {
  enum class Outcome : std::uint8_t {
    proved,    ///< every different execution was run, and every claim that can be judged holds in all of them; or what
               ///< was warned of happens in none
    unbroken,  ///< none of those that were run fails, or is what was warned of
    fails,
    confirmed,  ///< what was warned of happens in one of them
    strays,     ///< the program does not do the same each time: nothing can be said of it
  };

  std::string lesson{};
  std::string variant{};
  std::map<std::string, std::string> parameters{};  ///< name -> text with unit
  std::uint64_t seed = 1;
  Environment environment{};

  Outcome outcome = Outcome::unbroken;
  bool of_warning = false;  ///< a warning was to be confirmed
  std::string sentence{};   ///< "All 6 different executions hold."
  Coverage coverage{};
  std::vector<std::string> remarks{};  ///< sentences: what exploring could not judge here

  // Of the shortest schedule that was found: a failing one, or one to what was warned of.
  StepVerdict failure{};
  std::vector<ScheduledStep> steps{};
  std::size_t pre_emptions = 0;
  std::string schedule{};  ///< the text of its file; empty: none

  bool holds() const { return outcome == Outcome::proved || outcome == Outcome::unbroken; }
};

std::string_view name(Exploration::Outcome outcome);
/// As a claim's: a proof holds; what fails or was confirmed fails; nothing else is decided.
Verdict verdict(Exploration::Outcome outcome);

struct ExplorationOptions {
  std::chrono::milliseconds budget{2'000};
  std::uint64_t seed = 1;  ///< of the program's random numbers and of the search
  /// None: what the lesson allows.
  std::optional<Environment> environment{};
  /// A warning to be confirmed: a schedule is looked for in which it comes true, whatever else fails.
  std::optional<model::Finding> warning{};
  /// Asked many times a second on the calling thread; false ends it with what is known by then.
  std::function<bool(const Coverage&)> go_on{};
};

/// Searches the schedules of a lesson's program for one that fails, or confirms a warning: until one is found, all were
/// seen, or the time is over. `settings` are used as they are: see controlled_settings().
///
/// Blocks: for the budget, and half as long again while it makes a failing schedule short.
/// Raises: BadInput for an unknown variant.
Exploration explore(const Entry& entry, std::string_view variant, const Settings& settings,
                    const ExplorationOptions& options = {});

/// A schedule done again.
struct Replay {
  SavedSchedule saved;
  Fidelity fidelity = Fidelity::strict;
  std::vector<ScheduledStep> steps{};
  StepVerdict verdict{};
  std::string hash{};  ///< of what was done: the same for the same schedule, everywhere

  bool holds() const { return !verdict.fails(); }
};

/// Does what a schedule file says and tells where it led.
///
/// Raises: BadInput for what is no schedule, or of a lesson, variant or parameter that there is not; strictly, also for
///         the first step that differs; OutOfDate if the lesson's program has changed since.
Replay replay(const Catalogue& catalogue, const std::string& text, Fidelity fidelity = Fidelity::strict);

/// "step 3: worker-1 read 0 from counter (line 20)", one line each; those that did it are marked.
std::string trail_of(const std::vector<ScheduledStep>& steps, const StepVerdict& verdict);

/// For a program (JSON) or a person (text); each ends with a line break.
std::string to_json(const Exploration& exploration);
std::string to_text(const Exploration& exploration);
std::string to_json(const Replay& replay);
std::string to_text(const Replay& replay);

}  // namespace course
