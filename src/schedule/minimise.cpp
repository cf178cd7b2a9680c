#include "schedule/minimise.h"

#include <algorithm>
#include <tuple>

#include "schedule/pre_emptions.h"
#include "schedule/replay.h"
#include "schedule/tree_search.h"

namespace schedule {
namespace {

using Clock = std::chrono::steady_clock;

/// The moves of one thread that follow each other.
using Segment = std::vector<Move>;

std::vector<Segment> segments_of(const std::vector<Step>& steps) {
  std::vector<Segment> segments;
  for (const Move& move : moves_of(steps)) {
    if (segments.empty() || segments.back().front().thread != move.thread) segments.emplace_back();
    segments.back().push_back(move);
  }
  return segments;
}

/// Goes so far and no further.
class UpTo final : public Scheduler {
 public:
  explicit UpTo(std::vector<Move> moves) : moves_(std::move(moves)) {}
  std::optional<Move> choose(const Situation& situation) override {
    const std::size_t done = situation.done.size();
    const bool goes_on = done < moves_.size() && situation.can_go(moves_[done].thread);
    return goes_on ? std::optional(moves_[done]) : std::nullopt;
  }

 private:
  const std::vector<Move> moves_;
};

class Minimiser {
 public:
  Minimiser(ControlledRun& run, const SetUp& set_up, const Execution& execution, const Keeps& keeps,
            const MinimiseOptions& options)
      : run_(run), set_up_(set_up), keeps_(keeps), options_(options), best_{execution, execution.steps.size()} {}

  Failing shortest() {
    try_moves(moves_of(Execution(best_.execution).steps));
    while (leave_out_segments() || merge_segments() || shorten_segments()) {
    }
    while (best_.pre_emptions > 0 && search_below()) {
    }
    search_beside();
    return std::move(best_);
  }

 private:
  bool in_time() const { return Clock::now() < end_ && (!options_.go_on || options_.go_on()); }

  /// Whether what comes of it keeps what it should, and is shorter.
  bool attempt(Scheduler& scheduler) {
    CountingPreEmptions counting(scheduler);
    const Execution& execution = run_.execute(set_up_, counting);
    auto moves = keeps_(execution);
    if (!moves) return false;
    if (moves->size() < execution.steps.size()) return stop_after(std::move(*moves));
    return keep_if_shorter({execution, counting.count()});
  }

  bool stop_after(std::vector<Move> moves) {
    const std::size_t length = moves.size();
    UpTo up_to(std::move(moves));
    CountingPreEmptions counting(up_to);
    const Execution& execution = run_.execute(set_up_, counting);
    return execution.steps.size() == length && keep_if_shorter({execution, counting.count()});
  }

  bool keep_if_shorter(Failing found) {
    if (!found.shorter_than(best_)) return false;
    best_ = std::move(found);
    return true;
  }

  bool try_moves(std::vector<Move> moves) {
    TolerantReplay replay(std::move(moves));
    return attempt(replay);
  }

  bool without(const std::vector<Segment>& segments, std::size_t first, std::size_t last) {
    std::vector<Move> moves;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      if (i < first || i >= last) moves.insert(moves.end(), segments[i].begin(), segments[i].end());
    }
    return try_moves(std::move(moves));
  }

  /// Half of them, a quarter ... down to single ones.
  bool leave_out_segments() {
    const std::vector<Segment> segments = segments_of(best_.execution.steps);
    for (std::size_t size = (segments.size() + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
      for (std::size_t first = 0; first < segments.size() && in_time(); first += size) {
        if (without(segments, first, std::min(segments.size(), first + size))) return true;
      }
    }
    return false;
  }

  /// Two of one thread to one: what others do between them comes after both, or before.
  bool merge_segments() {
    const std::vector<Segment> segments = segments_of(best_.execution.steps);
    for (std::size_t first = 0; first < segments.size(); ++first) {
      std::size_t second = first + 1;
      const ThreadIndex thread = segments[first].front().thread;
      while (second < segments.size() && segments[second].front().thread != thread) ++second;
      if (second == segments.size()) continue;
      if (!in_time()) return false;
      if (with_moved(segments, second, first + 1) || with_moved(segments, first, second - 1)) return true;
    }
    return false;
  }

  bool with_moved(std::vector<Segment> segments, std::size_t from, std::size_t to) {
    Segment segment = std::move(segments[from]);
    segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(from));
    segments.insert(segments.begin() + static_cast<std::ptrdiff_t>(to), std::move(segment));
    return without(segments, segments.size(), segments.size());
  }

  /// One of them to its first moves: the rest comes later then, or is not needed.
  bool shorten_segments() {
    std::vector<Segment> segments = segments_of(best_.execution.steps);
    for (Segment& segment : segments) {
      const Segment whole = segment;
      for (std::size_t kept = 1; kept < whole.size() && in_time(); ++kept) {
        segment.assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(kept));
        if (without(segments, segments.size(), segments.size())) return true;
      }
      segment = whole;
    }
    return false;
  }

  bool search_below() {
    TreeSearch search(Reduction::none, best_.pre_emptions - 1);
    do {
      if (attempt(search)) return true;
    } while (in_time() && search.advance());
    return false;
  }

  /// Another failure with as many pre-emptions may come earlier.
  void search_beside() {
    constexpr int most = 2'000;
    TreeSearch search(Reduction::none, best_.pre_emptions);
    int tried = 0;
    do {
      attempt(search);
    } while (++tried < most && in_time() && search.advance());
  }

  ControlledRun& run_;
  const SetUp& set_up_;
  const Keeps& keeps_;
  const MinimiseOptions& options_;
  const Clock::time_point end_ = Clock::now() + options_.budget;
  Failing best_;
};

}  // namespace

bool Failing::shorter_than(const Failing& other) const {
  return std::tuple(pre_emptions, execution.steps.size()) <
         std::tuple(other.pre_emptions, other.execution.steps.size());
}

Keeps fails_like(const Execution& failing) {
  return [verdict = failing.verdict](const Execution& execution) {
    return execution.verdict == verdict ? std::optional(moves_of(execution.steps)) : std::nullopt;
  };
}

Failing minimise(ControlledRun& run, const SetUp& set_up, const Execution& execution, const Keeps& keeps,
                 const MinimiseOptions& options) {
  return Minimiser(run, set_up, execution, keeps, options).shortest();
}

std::vector<bool> matters(const Execution& execution, const Identities& identities) {
  const std::vector<Step>& steps = execution.steps;
  Threads failed = 0;
  for (const Wait& wait : execution.waits) {
    failed |= only(wait.step.thread) | only(wait.holder.value_or(wait.step.thread));
  }
  const bool at_the_end = failed == 0 && !execution.culprit;
  if (execution.culprit) failed |= only(*execution.culprit);
  Causality causality(steps, identities);
  for (const Wait& wait : execution.waits) {
    Step after_all = wait.step;  // comes after what was done to what it waits for
    after_all.footprint.add(after_all.object, Access::exclusive);
    causality.append(after_all);
  }
  std::vector<bool> matter(steps.size(), at_the_end);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for_each(failed, [&](ThreadIndex thread) { matter[i] = matter[i] || causality.known_to(i, thread); });
  }
  return matter;
}

}  // namespace schedule
