#include "course/repeat.h"

#include <algorithm>
#include <map>

namespace course {
namespace {

/// Counts runs as they come.
class Counting {
 public:
  Counting(const Entry& entry, std::string_view variant, const Settings& settings, std::uint64_t wanted)
      : entry_(entry), settings_(settings) {
    counted_.variant = variant;
    counted_.wanted = wanted;
    count();
  }

  void add(Trial trial) {
    outcomes_.push_back(trial.outcome);
    outcomes_.back().output.clear();  // many lines many times: only those kept have theirs
    latest_ = std::make_shared<const Trial>(std::move(trial));
    count();
  }

  const Repeat& counted() const { return counted_; }

 private:
  void count() {
    counted_.histogram = histogram_of(entry_.lesson, settings_, outcomes_);
    std::map<std::size_t, std::shared_ptr<const Trial>> kept;
    counted_.kept.clear();
    for (const Bar& bar : counted_.histogram.bars) {
      const auto found = std::find_if(bar.runs.begin(), bar.runs.end(), [&](std::size_t run) { return trial(run); });
      counted_.kept.push_back(found == bar.runs.end() ? nullptr : trial(*found));
      if (found != bar.runs.end()) kept.emplace(*found, counted_.kept.back());
    }
    kept_ = std::move(kept);
  }

  std::shared_ptr<const Trial> trial(std::size_t run) const {
    const auto found = kept_.find(run);
    if (found != kept_.end()) return found->second;
    return run + 1 == outcomes_.size() ? latest_ : nullptr;
  }

  const Entry& entry_;
  const Settings settings_;
  std::vector<Outcome> outcomes_;
  std::shared_ptr<const Trial> latest_;                         // the last of them
  std::map<std::size_t, std::shared_ptr<const Trial>> kept_{};  // by the number of the run
  Repeat counted_;
};

}  // namespace

std::shared_ptr<const Repeat> repeat(const Entry& entry, std::string_view variant, const Settings& settings,
                                     const RepeatOptions& options) {
  Counting counting(entry, variant, settings, options.runs);
  for (std::uint64_t run = 0; run < options.runs; ++run) {
    std::optional<Trial> trial = tried(entry, variant, settings, options.seed + run, options.each);
    if (!trial) break;
    counting.add(std::move(*trial));
    if (options.on_progress) options.on_progress(std::make_shared<const Repeat>(counting.counted()));
  }
  return std::make_shared<const Repeat>(counting.counted());
}

}  // namespace course
