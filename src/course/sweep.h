#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course/measures.h"
#include "course/trial.h"

namespace course {

/// What the runs at one value of the parameter came to. Those that did not finish have no value: they are counted.
struct SweepPoint {
  std::int64_t raw = 0;  ///< of the parameter
  std::string text{};    ///< the same with its unit
  std::vector<double> values{};
  std::size_t unfinished = 0;  ///< stuck, failed or stopped at the limit
  std::size_t refuted = 0;     ///< in which a claim failed

  std::optional<Spread> spread() const;
};

struct SweepLine {
  std::string variant{};
  std::string label{};
  std::vector<SweepPoint> points{};  ///< by rising value
};

/// A curve, so far. An immutable value.
struct SweepCurve {
  std::string lesson{};
  Sweep sweep{};
  Parameter parameter{};
  std::string settings{};  ///< the other parameters: "increments 500, gap 100 µs"
  std::string unit{};      ///< of the values
  std::vector<SweepLine> lines{};
  std::uint64_t wanted = 0;  ///< runs in all
  std::uint64_t done = 0;

  bool holds() const;  ///< no claim failed in any run
  std::size_t unfinished() const;
};

struct SweepOptions {
  std::vector<std::string> variants{};  ///< by id; empty: those that the sweep names
  std::uint64_t repetitions = 3;        ///< of each point
  std::uint64_t seed = 1;               ///< of the first round; the next ones count on
  TrialOptions each{};
  /// After every run.
  std::function<void(std::shared_ptr<const SweepCurve>)> on_progress{};
};

/// Measures the lesson's programs over the range of a parameter, one run after the other: every point once, then again,
/// so that a rough curve is there soon and what disturbs the machine for a while does not fall on one line alone.
/// `settings` are used for all other parameters. Ends early with what is known when it is not wanted any more.
///
/// Raises: BadInput for an unknown variant.
std::shared_ptr<const SweepCurve> swept(const Entry& entry, const Sweep& sweep, const Settings& settings,
                                        const SweepOptions& options);

/// The values that a sweep visits, rising: those that it names, else at most six spread over the parameter's range.
std::vector<std::int64_t> values_of(const Sweep& sweep, const Parameter& parameter);

/// By its title or the beginning of it, or by its number from 1 on; empty: the first. Raises BadInput, naming those
/// that there are.
const Sweep& sweep_of(const Lesson& lesson, std::string_view title_or_number);

/// What the vertical axis says: "increments per second", "time in seconds", "share of the time spent waiting".
std::string axis_of(const Sweep& sweep);

std::string_view name(Sweep::Measure measure);

/// For a program (JSON) or a person (text); each ends with a line break.
std::string to_json(const SweepCurve& curve);
std::string to_text(const SweepCurve& curve);

}  // namespace course
