#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "course/exploration.h"
#include "course/measures.h"
#include "course/trial.h"

namespace course {

/// What the runs of a variant that came to their end cost: medians, but for what was most at any moment.
struct Cost {
  std::size_t runs = 0;
  double seconds = 0;
  std::optional<double> work{};  ///< per second, of the lesson's gauge of work
  double waiting = 0;            ///< as in Measures, like those below
  double at_work = 0;
  double overlap = 0;
  std::size_t most_at_work = 0;
  std::size_t most_alive = 0;

  /// There were threads to work side by side, but in effect one at a time did.
  bool serial() const;
};

/// One run that came to its end.
struct Sample {
  Measures measures;
  std::optional<double> work{};  ///< per second
};

/// Of no runs: none.
std::optional<Cost> cost_of(const std::vector<Sample>& finished);

/// One variant of a lesson, judged and measured.
struct Assessment {
  enum class Standing : std::uint8_t {
    open,      ///< nothing is known yet
    proved,    ///< exploring saw every different execution hold, and no run says otherwise
    unbroken,  ///< neither exploring nor a run broke it, but exploring did not see all
    broken,
    unjudged,  ///< its program cannot be explored, and no run broke it
  };

  std::string variant{};
  std::string label{};
  Standing standing = Standing::open;
  std::string why{};           ///< what broke it, or how much was explored: a sentence
  std::size_t runs = 0;        ///< that are over
  std::size_t refuted = 0;     ///< of them, in which a claim failed
  std::optional<Cost> cost{};  ///< none before a run has finished
  std::string verdict{};       ///< "Correct, but serial: ..."; empty while it is open

  bool is_broken() const { return standing == Standing::broken; }
};

std::string_view name(Assessment::Standing standing);

/// The variants of a lesson beside each other, so far. An immutable value.
struct Comparison {
  std::string lesson{};
  std::map<std::string, std::string> parameters{};     ///< of the runs: name -> text with unit
  std::map<std::string, std::string> explored_with{};  ///< the small values
  std::string work{};                                  ///< the gauge; empty: whole runs are compared
  std::vector<Assessment> variants{};
  std::string doing{};       ///< "exploring One lock", "running One lock"; empty when it is over
  std::uint64_t wanted = 0;  ///< searches and runs
  std::uint64_t done = 0;

  /// No claim fails in any of them.
  bool holds() const;
};

struct ComparisonOptions {
  std::vector<std::string> variants{};      ///< by id; empty: all
  std::uint64_t repetitions = 3;            ///< of each variant
  std::uint64_t seed = 1;                   ///< of the first round; the next ones count on
  std::chrono::milliseconds budget{2'000};  ///< of exploring each variant
  TrialOptions each{};
  /// Before and after every search and run.
  std::function<void(std::shared_ptr<const Comparison>)> on_progress{};
};

/// Explores every variant with the lesson's small values, then runs each with `settings`, one after the other in
/// rounds. Ends early with what is known when it is not wanted any more.
///
/// Raises: BadInput for an unknown variant.
std::shared_ptr<const Comparison> compared(const Entry& entry, const Settings& settings,
                                           const ComparisonOptions& options);

/// The verdict on one of several: how it stands, how much of it ran side by side, how long it takes beside the fastest
/// of the others. Pure.
std::string verdict_on(const Assessment& one, const std::vector<Assessment>& all);

/// "1.02 s, 1,950 increments per second, 74 % of the threads' time spent waiting, 1 at work at the same time (median of
/// 3 runs)"; empty before a run is over.
std::string figures_of(const Assessment& one, const std::string& work);

/// For a program (JSON) or a person (text); each ends with a line break.
std::string to_json(const Comparison& comparison);
std::string to_text(const Comparison& comparison);

}  // namespace course
