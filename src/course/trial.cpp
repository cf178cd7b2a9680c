#include "course/trial.h"

namespace course {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds between_questions = 20ms;

/// Until it is over; false: it is not wanted any more.
bool finish(Run& run, const TrialOptions& options) {
  const Clock::time_point end = Clock::now() + options.limit;
  while (!run.wait(between_questions)) {
    if (options.go_on && !options.go_on()) return false;
    if (Clock::now() >= end) run.request_stop();
  }
  return true;
}

}  // namespace

std::optional<Trial> tried(const Entry& entry, std::string_view variant, const Settings& settings, std::uint64_t seed,
                           const TrialOptions& options) {
  if (options.go_on && !options.go_on()) return std::nullopt;
  Run::Options how;
  how.seed = seed;
  how.nice = options.nice;
  how.end_when_stuck = true;
  Run run(entry, variant, settings, how);
  run.start();
  if (!finish(run, options)) return std::nullopt;
  return Trial{run.outcome(), run.frame()};
}

}  // namespace course
