#include "course/trial.h"

namespace course {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using SnapshotPointer = std::shared_ptr<const model::Snapshot>;

constexpr std::chrono::milliseconds between_questions = 20ms;

/// Null while everybody can go on.
SnapshotPointer stuck_in(const Run& run) {
  const SnapshotPointer snapshot = run.frame()->snapshot;
  return snapshot != nullptr && !snapshot->stuck.empty() ? snapshot : nullptr;
}

/// Until it is over; false: it is not wanted any more. `stuck`: how it was when it was found stuck.
bool finish(Run& run, const TrialOptions& options, SnapshotPointer& stuck) {
  const Clock::time_point end = Clock::now() + options.limit;
  while (!run.wait(between_questions)) {
    if (options.go_on && !options.go_on()) return false;
    if (stuck == nullptr) stuck = stuck_in(run);
    if (stuck != nullptr || Clock::now() >= end) run.request_stop();
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
  Run run(entry, variant, settings, how);
  run.start();
  SnapshotPointer stuck;
  if (!finish(run, options, stuck)) return std::nullopt;
  if (stuck == nullptr) return Trial{run.outcome(), run.frame()};
  Frame standing = *run.frame();
  standing.snapshot = std::move(stuck);
  return Trial{run.outcome(), std::make_shared<const Frame>(std::move(standing))};
}

}  // namespace course
