#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "course/lesson.h"
#include "course/outcome.h"

namespace course {

/// Runs that came to the same, or to nearly the same.
struct Bar {
  std::string label;                    ///< "1,987", "1,950 to 1,999", "stuck", "finished; fails: nothing-lost"
  bool holds = true;                    ///< no claim fails in these runs; none of the others' holds all
  std::optional<std::int64_t> least{};  ///< of a finished run with a number; it covers all up to `greatest`
  std::optional<std::int64_t> greatest{};
  std::vector<std::size_t> runs{};  ///< which of them, rising; empty only if nothing came to the expected number

  std::size_t count() const { return runs.size(); }
};

/// How often what was seen. Numbers that are many are put together in bars of one width, so that there are at most
/// a dozen; the expected one always stands alone.
struct Histogram {
  std::string gauge{};                     ///< whose last value is counted; empty: the endings and failing claims are
  std::optional<std::int64_t> expected{};  ///< what a claim says that the gauge ends at
  std::vector<Bar> bars{};                 ///< numbers rising, then runs without one
  std::size_t runs = 0;

  double share(const Bar& bar) const;
};

/// Of runs of one variant with the same settings. As more are added, bars only ever join.
Histogram histogram_of(const Lesson& lesson, const Settings& settings, const std::vector<Outcome>& outcomes);

/// "result at the end" or "how it ended".
std::string title_of(const Histogram& histogram);

}  // namespace course
