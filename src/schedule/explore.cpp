#include "schedule/explore.h"

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "schedule/controlled_run.h"
#include "schedule/minimise.h"
#include "schedule/path_estimate.h"
#include "schedule/priority_walk.h"
#include "schedule/random_walk.h"
#include "schedule/replay.h"
#include "schedule/tree_search.h"
#include "schedule/wording.h"

namespace schedule {
namespace {

using Clock = std::chrono::steady_clock;

/// Without pre-emptions, the last thread first.
class Backwards final : public Scheduler {
 public:
  std::optional<Move> choose(const Situation& situation) override {
    if (!situation.done.empty() && situation.can_go(situation.done.back().thread)) {
      return Move{situation.done.back().thread};
    }
    return Move{static_cast<ThreadIndex>(63 - __builtin_clzll(situation.enabled))};
  }
};

/// Does what was done, then goes on at random.
class GoingOn final : public Scheduler {
 public:
  GoingOn(const std::vector<Step>& done, std::uint64_t seed) : moves_(moves_of(done)), walk_(seed, 1.0) {}
  std::optional<Move> choose(const Situation& situation) override {
    const std::size_t done = situation.done.size();
    return done < moves_.size() ? moves_[done] : walk_.choose(situation);
  }

 private:
  const std::vector<Move> moves_;
  RandomWalk walk_;
};

/// Where an execution that was to do `expected` again did otherwise; none if it came to the same.
std::optional<std::string> difference(const StrictReplay& strict, const Execution& done, const Schedule& expected) {
  if (auto divergence = strict.divergence()) return divergence;
  if (done.verdict != expected.verdict) {
    return "at the end: expected that it " + std::string(name(expected.verdict)) + ", it " +
           std::string(name(done.verdict));
  }
  if (done.hash != expected.hash) return "at the end: the same steps did something else";
  return {};
}

class Explorer {
 public:
  Explorer(const SetUp& set_up, const ExploreOptions& options)
      : set_up_(set_up), options_(options), run_(identities_, crew_, options.policies), dice_(options.seed) {
    report_.targeted = options.target != nullptr;
  }

  Report report() {
    TolerantReplay forwards({});
    Backwards backwards;
    steps_ = 1;
    bool done = looked_along(forwards) || looked_along(backwards);
    while (!done && !over()) done = reduce() || bound() || walk();
    take_stock();
    if (sought_) shorten(*sought_);
    return std::move(report_);
  }

 private:
  enum class Fairness : std::uint8_t { fair, unfair };

  void take_stock() {
    report_.spent = Clock::now() - began_;
    report_.different = seen_.size();
    report_.estimate = estimate();
  }

  bool wanted() const { return !options_.go_on || options_.go_on(report_); }

  bool over() {
    take_stock();
    return report_.spent >= options_.budget || !wanted();
  }

  /// Runs one execution; true if there is nothing more to find out.
  bool done_with(Scheduler& scheduler, Fairness fairness) {
    const Execution& execution = run_.execute(set_up_, scheduler);
    dissolved_ = false;
    if (execution.verdict == Verdict::abandoned) return false;
    ++report_.executions;
    steps_ = std::max(steps_, execution.steps.size());
    // An unfair schedule may let a thread turn round for ever that waits for another one.
    if (execution.verdict == Verdict::does_not_end && fairness == Fairness::unfair) {
      ++report_.endless;
      return false;
    }
    dissolved_ = dissolves(execution);
    if (dissolved_) return false;
    seen_.insert(execution.hash);
    cut_off_ = cut_off_ || execution.cut_off || (options_.target && is_broken_off(execution));
    if (sampling_) count_sample(++sampled_[execution.hash]);
    const bool sought = options_.target ? options_.target(execution, identities_).has_value() : execution.failed();
    if (sought) sought_ = execution;
    return sought;
  }

  /// Whether threads could have gone on that were stopped since something failed.
  static bool is_broken_off(const Execution& execution) {
    return execution.culprit.has_value() || !execution.bystanders.empty();
  }

  /// The same, and estimates from that execution how many there are.
  bool looked_along(Scheduler& scheduler) {
    PathEstimate path(scheduler);
    const std::size_t endless = report_.endless;
    if (done_with(path, Fairness::unfair)) return true;
    if (dissolved_ || report_.endless > endless) return false;
    ++paths_;
    estimate_by_path_ += (path.size(run_.so_far().steps) - estimate_by_path_) / static_cast<double>(paths_);
    return false;
  }

  /// Whether one of those in a partial deadlock goes on after all, because another thread gives up what it does not
  /// hold. From then on that lock is known as a signal, but a search that has stopped there has to begin anew.
  bool dissolves(const Execution& execution) {
    if (execution.bystanders.empty()) return false;
    Policies patient = options_.policies;
    patient.at_partial_deadlock = Policies::AtFailure::go_on;
    Threads stuck = 0;
    for (const Wait& wait : execution.waits) stuck |= only(wait.step.thread);
    GoingOn going_on(execution.steps, dice_.draw());
    const std::size_t done = execution.steps.size();
    ControlledRun run(identities_, crew_, patient);
    const std::vector<Step>& steps = run.execute(set_up_, going_on).steps;
    return std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(std::min(done, steps.size())), steps.end(),
                       [stuck](const Step& step) { return contains(stuck, step.thread); });
  }

  /// About how many different executions there are. Of what random walks met, the lower bound of the number of species
  /// (Chao 1984) is good once they meet again what they have met; until then the paths may say more.
  double estimate() const {
    const auto seen = static_cast<double>(seen_.size());
    if (report_.outcome == Report::Outcome::proved) return seen;
    const auto once = static_cast<double>(once_);
    const auto twice = static_cast<double>(twice_);
    const double unseen = twice_ == 0 ? once * (once - 1) / 2 : once * once / (2 * twice);
    const bool met_again = sampled_.size() > once_;
    return met_again ? seen + unseen : std::max(seen + unseen, estimate_by_path_);
  }

  /// Chao's estimate wants to know how many were met once and twice.
  void count_sample(std::size_t times) {
    if (times == 1) ++once_;
    if (times == 2) --once_, ++twice_;
    if (times == 3) --twice_;
  }

  class Slice {
   public:
    explicit Slice(std::chrono::milliseconds length) : end_(Clock::now() + length) {}
    bool over() const { return Clock::now() >= end_; }

   private:
    const Clock::time_point end_;
  };

  bool reduce() {
    if (reduction_over_) return false;
    const Slice slice(std::chrono::milliseconds(60));
    do {
      if (done_with(reduction_, Fairness::unfair)) return true;
      if (dissolved_) {
        reduction_ = TreeSearch(Reduction::source_dpor);
        continue;
      }
      if (strayed(reduction_)) return true;
      if (!reduction_.advance()) {
        reduction_over_ = true;
        const bool all_seen = report_.endless == 0 && !cut_off_;
        report_.outcome = all_seen ? Report::Outcome::proved : Report::Outcome::unbroken;
        return all_seen;
      }
    } while (!slice.over() && !over());
    return false;
  }

  bool bound() {
    const Slice slice(std::chrono::milliseconds(30));
    do {
      if (done_with(*bounded_, Fairness::unfair)) return true;
      if (dissolved_) {
        bounded_ = std::make_unique<TreeSearch>(Reduction::none, bound_);
        continue;
      }
      if (strayed(*bounded_)) return true;
      if (!bounded_->advance()) bounded_ = std::make_unique<TreeSearch>(Reduction::none, ++bound_);
    } while (!slice.over() && !over());
    return false;
  }

  bool walk() {
    constexpr std::array probabilities{1.0, 0.2, 0.05};
    const Slice slice(std::chrono::milliseconds(30));
    do {
      const std::size_t kind = walks_++ % (probabilities.size() + 1);
      sampling_ = kind == 0;
      bool done = false;
      if (kind < probabilities.size()) {
        RandomWalk random(dice_.draw(), probabilities[kind]);
        done = done_with(random, sampling_ ? Fairness::fair : Fairness::unfair);
      } else {
        PriorityWalk priorities(dice_.draw(), 3, steps_);
        done = done_with(priorities, Fairness::unfair);
      }
      sampling_ = false;
      if (done) return true;
    } while (!slice.over() && !over());
    return false;
  }

  bool strayed(const TreeSearch& search) {
    if (!search.strayed()) return false;
    stray("after the same decisions the threads stood at other operations than before");
    return true;
  }

  void stray(std::string why) {
    report_.outcome = Report::Outcome::strays;
    report_.why_strayed = std::move(why);
  }

  /// What leads past something that only looked like a partial deadlock has to be repeated without stopping there.
  Policies policies_to_repeat(const Execution& execution) const {
    Policies policies = options_.policies;
    if (identities_.knows_a_signal() && execution.bystanders.empty()) {
      policies.at_partial_deadlock = Policies::AtFailure::go_on;
    }
    return policies;
  }

  Keeps keeps_when_short(const Execution& execution) const {
    if (!options_.target) return fails_like(execution);
    return [this](const Execution& shorter) { return options_.target(shorter, identities_); };
  }

  void shorten(const Execution& execution) {
    identities_.learn_no_more();
    const Policies policies = policies_to_repeat(execution);
    ControlledRun run(identities_, crew_, policies);
    const Failing shortest =
        minimise(run, set_up_, execution, keeps_when_short(execution),
                 {.budget = std::max(options_.budget / 2, min_minimising), .go_on = [this] { return wanted(); }});
    Schedule schedule = schedule_of(shortest.execution, identities_, policies);
    schedule.seed = options_.seed;
    StrictReplay again(schedule);
    const Execution& repeated = run.execute(set_up_, again);
    if (const auto other = difference(again, repeated, schedule)) return stray(*other);
    report_.outcome = options_.target ? Report::Outcome::reached : Report::Outcome::fails;
    report_.pre_emptions = shortest.pre_emptions;
    report_.matters = schedule::matters(shortest.execution, identities_);
    report_.found = std::move(schedule);
  }

  static constexpr std::chrono::milliseconds min_minimising{200};

  const SetUp& set_up_;
  const ExploreOptions& options_;
  const Clock::time_point began_ = Clock::now();
  Identities identities_;
  Crew crew_{Crew::Placement::one_core};
  ControlledRun run_;
  Dice dice_;
  Report report_;
  std::optional<Execution> sought_;  // fails, or comes to the target
  std::unordered_set<std::uint64_t> seen_;
  bool dissolved_ = false;  // the execution just done did not come to its end
  bool cut_off_ = false;    // an end came while some could go on: they might have done something before it
  bool sampling_ = false;   // every thread is as likely to go as any other
  std::unordered_map<std::uint64_t, std::size_t> sampled_;  // how often
  std::size_t once_ = 0;
  std::size_t twice_ = 0;
  std::size_t steps_ = 1;  // of the longest execution
  std::size_t paths_ = 0;
  double estimate_by_path_ = 0;  // mean of paths_
  TreeSearch reduction_{Reduction::source_dpor};
  bool reduction_over_ = false;
  std::size_t bound_ = 0;
  std::unique_ptr<TreeSearch> bounded_ = std::make_unique<TreeSearch>(Reduction::none, 0);
  std::size_t walks_ = 0;
};

}  // namespace

Report explore(const SetUp& set_up, const ExploreOptions& options) { return Explorer(set_up, options).report(); }

Replayed replay(const SetUp& set_up, const Schedule& schedule) {
  Identities identities;
  Crew crew;
  ControlledRun run(identities, crew, schedule.policies);
  StrictReplay strict(schedule);
  const Execution& execution = run.execute(set_up, strict);
  return {schedule_of(execution, identities, schedule.policies), difference(strict, execution, schedule)};
}

}  // namespace schedule
