#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course/lesson.h"
#include "course/outcome.h"

namespace course {

/// What a text says of the learner's own run.
struct Figures {
  std::string variant;                                         ///< its label
  std::map<std::string, std::string, std::less<>> settings{};  ///< by parameter, with the unit
  std::map<std::string, Observed, std::less<>> observed{};     ///< by gauge
  std::optional<std::chrono::nanoseconds> duration{};          ///< none where no time passes
};

/// Raises BadInput for a variant that the lesson does not have.
Figures figures_of(const Lesson& lesson, const Outcome& outcome);
Figures figures_of(const Variant& variant, const Settings& settings,
                   std::map<std::string, Observed, std::less<>> observed);

/// A place for a figure in a text: `{last:served}`.
///
///   {last:GAUGE}  {greatest:GAUGE}  {least:GAUGE}   of the gauge, "7,213"
///   {setting:PARAMETER}                             as the form shows it, "20 ms", "4 threads"
///   {duration}                                      of the run, "2.31 s"
///   {variant}                                       its label, "One lock"
struct Placeholder {
  enum class Kind : std::uint8_t { last, greatest, least, setting, duration, variant, unknown };

  Kind kind = Kind::unknown;
  std::string name;       ///< of the gauge or parameter
  std::string text;       ///< as it stands there
  bool in_quote = false;  ///< in a block quote, where alone it is filled in
};

/// Every placeholder of a text, in order; what stands in code is none.
std::vector<Placeholder> placeholders(std::string_view markdown);

/// The text for a learner whose last run had these figures. A paragraph of a block quote ("> Your run: ...") that has
/// placeholders is filled in; it is left out where one of its figures is not known, as all are before a run has ended.
/// Pure; everything else stays as it is.
std::string with_figures(std::string_view markdown, const std::optional<Figures>& figures);

}  // namespace course
