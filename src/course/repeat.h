#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "course/histogram.h"
#include "course/trial.h"

namespace course {

/// What many runs of one variant came to, so far. An immutable value.
struct Repeat {
  std::string variant{};
  std::uint64_t wanted = 0;
  Histogram histogram{};
  /// One run for each bar, to be looked at again: kept, since the same seed need not lead to the same run.
  std::vector<std::shared_ptr<const Trial>> kept{};

  std::uint64_t done() const { return histogram.runs; }
};

struct RepeatOptions {
  std::uint64_t runs = 20;
  std::uint64_t seed = 1;  ///< of the first; the next ones count on
  TrialOptions each{};
  /// After every run.
  std::function<void(std::shared_ptr<const Repeat>)> on_progress{};
};

/// Runs the variant again and again, one run after the other. Ends early with what is known when it is not wanted any
/// more; a run under way then does not count.
///
/// Raises: BadInput for an unknown variant.
std::shared_ptr<const Repeat> repeat(const Entry& entry, std::string_view variant, const Settings& settings,
                                     const RepeatOptions& options);

}  // namespace course
