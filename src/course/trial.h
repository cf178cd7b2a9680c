#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "course/run.h"

namespace course {

/// Whether runs that are done one after the other are still wanted. Asked many times a second on the thread that does
/// them; null: yes.
using GoOn = std::function<bool()>;

/// How each run of many is done.
struct TrialOptions {
  /// Longer than this no run lasts: it is taken down, and counted as stopped.
  std::chrono::milliseconds limit{30'000};
  int nice = 15;  ///< as Run::Options::nice
  GoOn go_on{};
};

/// A run that is over.
struct Trial {
  Outcome outcome;
  /// Its last; of one that got stuck with the threads as they stood then, before they were taken down.
  std::shared_ptr<const Frame> frame;
};

/// Does one free run on the calling thread. One that gets stuck is taken down and counted as stuck. None if it was not
/// wanted any more before it was over.
///
/// Blocks: until the run is over or its limit, and about a second to take it down.
/// Raises: BadInput for an unknown variant.
std::optional<Trial> tried(const Entry& entry, std::string_view variant, const Settings& settings, std::uint64_t seed,
                           const TrialOptions& options);

}  // namespace course
