#include "course/comparison.h"

#include <algorithm>
#include <cmath>

#include "course/judging.h"
#include "course/wording.h"

namespace course {
namespace {

using Standing = Assessment::Standing;

/// So many threads at work on average are as good as one: wherever one hands over to another, both are for a moment,
/// which is the longer the busier the machine.
constexpr double as_good_as_one = 1.25;
constexpr double hardly_ever = 0.005;
constexpr double about_the_same = 1.1;

std::map<std::string, std::string> texts_of(const Settings& settings) {
  std::map<std::string, std::string> texts;
  for (const Parameter& parameter : settings.parameters()) texts[parameter.name] = settings.text(parameter.name);
  return texts;
}

/// Also what was chosen for the runs: it is them that large values are for.
Settings made_small(Settings settings, const Lesson& lesson) {
  for (const auto& [name, value] : lesson.controlled.explored_with) settings.set_text(name, value);
  return settings;
}

template <class Value>
double median(const std::vector<Sample>& samples, Value value) {
  std::vector<double> values;
  for (const Sample& sample : samples) values.push_back(value(sample));
  return spread_of(std::move(values)).median;
}

Sample sample_of(const Trial& trial, const std::string& work) {
  Sample sample{measures_of(*trial.frame->snapshot)};
  const auto done = trial.outcome.observed.find(work);
  if (done == trial.outcome.observed.end() || done->second.last <= 0) return sample;
  sample.work = static_cast<double>(done->second.last) / std::max(sample.measures.seconds(), 1e-9);
  return sample;
}

Standing standing_of(Exploration::Outcome outcome) {
  switch (outcome) {
    case Exploration::Outcome::proved: return Standing::proved;
    case Exploration::Outcome::unbroken: return Standing::unbroken;
    case Exploration::Outcome::fails:
    case Exploration::Outcome::confirmed: return Standing::broken;
    case Exploration::Outcome::strays: return Standing::unjudged;
  }
  return Standing::open;
}

std::string why_of(const Exploration& exploration) {
  const bool fails = exploration.outcome == Exploration::Outcome::fails;
  return fails ? exploration.failure.sentence : exploration.sentence;
}

/// The variants of one lesson being compared.
class Comparing {
 public:
  Comparing(const Entry& entry, const Settings& settings, const ComparisonOptions& options)
      : entry_(entry), settings_(settings), explored_with_(made_small(settings, entry.lesson)), options_(options) {
    comparison_.lesson = entry.id;
    comparison_.parameters = texts_of(settings_);
    comparison_.explored_with = texts_of(explored_with_);
    comparison_.work = entry.lesson.work;
    for (const Variant& variant : entry.lesson.variants) add(variant);
    for (const std::string& id : options.variants) entry.lesson.variant(id);
    comparison_.wanted = comparison_.variants.size() * (1 + options.repetitions);
    finished_.resize(comparison_.variants.size());
  }

  std::shared_ptr<const Comparison> compare() {
    for (Assessment& one : comparison_.variants) {
      if (!explore(one)) return ended();
    }
    for (std::uint64_t round = 0; round < options_.repetitions; ++round) {
      for (std::size_t i = 0; i < comparison_.variants.size(); ++i) {
        if (!run(i, options_.seed + round)) return ended();
      }
    }
    return ended();
  }

 private:
  void add(const Variant& variant) {
    const auto& wanted = options_.variants;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), variant.id) == wanted.end()) return;
    comparison_.variants.push_back({variant.id, variant.label});
  }

  bool wanted() const { return !options_.each.go_on || options_.each.go_on(); }

  bool explore(Assessment& one) {
    tell("exploring " + one.label);
    ExplorationOptions search{.budget = options_.budget, .seed = options_.seed};
    search.go_on = [this](const Coverage&) { return wanted(); };
    const Exploration exploration = course::explore(entry_, one.variant, explored_with_, search);
    if (!wanted() && exploration.outcome != Exploration::Outcome::fails) return false;
    one.standing = standing_of(exploration.outcome);
    one.why = why_of(exploration);
    ++comparison_.done;
    return true;
  }

  bool run(std::size_t which, std::uint64_t seed) {
    Assessment& one = comparison_.variants[which];
    tell("running " + one.label);
    const std::optional<Trial> trial = tried(entry_, one.variant, settings_, seed, options_.each);
    if (!trial) return false;
    ++comparison_.done;
    ++one.runs;
    if (const ClaimState* failing = first_failing(trial->outcome.claims)) {
      ++one.refuted;
      if (!one.is_broken()) one.why = in_words(*failing);
      one.standing = Standing::broken;
    }
    if (trial->outcome.ending != Ending::finished) return true;
    finished_[which].push_back(sample_of(*trial, entry_.lesson.work));
    one.cost = cost_of(finished_[which]);
    return true;
  }

  void tell(const std::string& doing) {
    comparison_.doing = doing;
    if (options_.on_progress) options_.on_progress(judged());
  }

  std::shared_ptr<const Comparison> ended() {
    comparison_.doing.clear();
    return judged();
  }

  std::shared_ptr<const Comparison> judged() const {
    auto judged = std::make_shared<Comparison>(comparison_);
    for (Assessment& one : judged->variants) one.verdict = verdict_on(one, comparison_.variants);
    return judged;
  }

  const Entry& entry_;
  const Settings settings_;
  const Settings explored_with_;
  const ComparisonOptions& options_;
  Comparison comparison_;
  std::vector<std::vector<Sample>> finished_;  // of each variant
};

std::string standing_in_words(const Assessment& one) {
  switch (one.standing) {
    case Standing::open: return {};
    case Standing::proved: return "Correct";
    case Standing::unbroken: return "Not seen to fail, though not every schedule was tried";
    case Standing::broken: return "Broken";
    case Standing::unjudged: return "Cannot be explored";
  }
  return {};
}

std::string overlap_in_words(const Cost& cost) {
  if (cost.overlap < hardly_ever) return "at most one thread was at work at a time";
  if (cost.serial()) return "for " + percent(1 - cost.overlap) + " of the time at most one thread was at work";
  return significant(cost.at_work) + " threads were at work at the same time, on average";
}

/// For the same work where both say how much they did, else as they are.
double times_as_long(const Cost& one, const Cost& other) {
  if (one.work && other.work) return *other.work / *one.work;
  return one.seconds / other.seconds;
}

/// The fastest of those that stand as given, other than `one`; null: there is none.
const Assessment* fastest(const std::vector<Assessment>& all, const Assessment& one, bool broken) {
  const Assessment* best = nullptr;
  for (const Assessment& other : all) {
    if (other.variant == one.variant || other.is_broken() != broken || !other.cost) continue;
    if (best == nullptr || times_as_long(*other.cost, *best->cost) < 1) best = &other;
  }
  return best;
}

/// More are not worth their ink where runs differ as they do.
std::string two_digits(double number) {
  const double size = std::pow(10, std::floor(std::log10(number)) - 1);
  return significant(std::round(number / size) * size);
}

std::string time_in_words(const Cost& own, const Assessment& other) {
  const double ratio = times_as_long(own, *other.cost);
  const std::string beside = other.label + (other.is_broken() ? ", which is broken" : "");
  const std::string it = own.work && other.cost->work ? "for the same work it " : "it ";
  if (ratio > about_the_same) return it + "takes " + two_digits(ratio) + " times as long as " + beside;
  if (ratio * about_the_same < 1) return it + "is " + two_digits(1 / ratio) + " times as fast as " + beside;
  return it + "takes as long as " + beside;
}

}  // namespace

std::shared_ptr<const Comparison> compared(const Entry& entry, const Settings& settings,
                                           const ComparisonOptions& options) {
  return Comparing(entry, settings, options).compare();
}

bool Cost::serial() const { return most_alive > 1 && at_work < as_good_as_one; }

std::optional<Cost> cost_of(const std::vector<Sample>& finished) {
  if (finished.empty()) return std::nullopt;
  Cost cost;
  cost.runs = finished.size();
  cost.seconds = median(finished, [](const Sample& sample) { return sample.measures.seconds(); });
  cost.waiting = median(finished, [](const Sample& sample) { return sample.measures.waiting; });
  cost.at_work = median(finished, [](const Sample& sample) { return sample.measures.at_work; });
  cost.overlap = median(finished, [](const Sample& sample) { return sample.measures.overlap; });
  const bool counted = std::all_of(finished.begin(), finished.end(), [](const auto& each) { return each.work; });
  if (counted) cost.work = median(finished, [](const Sample& sample) { return *sample.work; });
  for (const auto& [measures, work] : finished) {
    cost.most_at_work = std::max(cost.most_at_work, measures.most_at_work);
    cost.most_alive = std::max(cost.most_alive, measures.most_alive);
  }
  return cost;
}

std::string verdict_on(const Assessment& one, const std::vector<Assessment>& all) {
  if (one.standing == Standing::open) return {};
  if (one.is_broken()) return "Broken: " + one.why;
  std::string verdict = standing_in_words(one);
  if (!one.cost) return as_sentence(verdict + (one.runs == 0 ? "" : "; no run came to its end, so it has no figures"));
  const bool correct = one.standing == Standing::proved;
  if (one.cost->serial()) verdict += correct ? ", but serial" : "; serial";
  verdict += ": " + overlap_in_words(*one.cost);
  const Assessment* other = fastest(all, one, false);
  if (other == nullptr) other = fastest(all, one, true);
  if (other != nullptr) verdict += "; " + time_in_words(*one.cost, *other);
  return as_sentence(verdict);
}

bool Comparison::holds() const {
  return std::none_of(variants.begin(), variants.end(), [](const Assessment& one) { return one.is_broken(); });
}

std::string_view name(Assessment::Standing standing) {
  switch (standing) {
    case Standing::open: return "open";
    case Standing::proved: return "proved";
    case Standing::unbroken: return "unbroken";
    case Standing::broken: return "broken";
    case Standing::unjudged: return "unjudged";
  }
  return {};
}

}  // namespace course
