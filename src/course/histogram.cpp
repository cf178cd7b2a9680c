#include "course/histogram.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "course/wording.h"

namespace course {
namespace {

constexpr std::size_t most_bars = 12;  // of numbers that nobody expects

std::optional<std::int64_t> expected_of(const Lesson& lesson, const Settings& settings) {
  for (const Claim& claim : lesson.claims) {
    if (!claim.ends_at || claim.gauges.empty() || claim.gauges.front() != lesson.outcome) continue;
    Facts facts;
    facts.settings = &settings;
    facts.ending = Ending::finished;
    return claim.ends_at(facts);
  }
  return std::nullopt;
}

std::optional<std::int64_t> number_of(const Lesson& lesson, const Outcome& outcome) {
  if (outcome.ending != Ending::finished) return std::nullopt;
  const auto found = outcome.observed.find(lesson.outcome);
  return found == outcome.observed.end() ? std::nullopt : std::optional(found->second.last);
}

/// What a run that has no number came to.
std::string ending_of(const Outcome& outcome) {
  std::vector<std::string> failing;
  for (const ClaimState& claim : outcome.claims) {
    if (claim.judgement.verdict == Verdict::fails) failing.push_back(claim.id);
  }
  const std::string ending(name(outcome.ending));
  if (!failing.empty()) return ending + "; fails: " + listed(failing);
  return outcome.ending == Ending::finished ? "finished; every claim holds" : ending;
}

std::int64_t rounded_down(std::int64_t number, std::int64_t width) {
  const std::int64_t part = number / width;
  return (part - static_cast<std::int64_t>(number % width < 0)) * width;
}

/// The least of 1, 5, 10, 50, 100 ... for which the numbers fall into few bars. Each is a multiple of those before it,
/// so that bars only join as more numbers come.
std::int64_t width_for(const std::set<std::int64_t>& numbers) {
  std::int64_t width = 1;
  for (std::int64_t factor = 5;; factor = 7 - factor) {
    std::set<std::int64_t> bars;
    for (const std::int64_t number : numbers) bars.insert(rounded_down(number, width));
    if (bars.size() <= most_bars) return width;
    width *= factor;
  }
}

/// Where a run goes: numbers rising, of the same number those that fail first; then the endings.
struct Place {
  bool is_ending = false;
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  bool holds = true;
  std::string ending{};

  auto key() const { return std::tie(is_ending, least, greatest, ending, holds); }
  bool operator<(const Place& other) const { return key() < other.key(); }
};

class Sorter {
 public:
  Sorter(const Lesson& lesson, std::optional<std::int64_t> expected, const std::vector<Outcome>& outcomes)
      : lesson_(lesson), expected_(expected) {
    std::set<std::int64_t> numbers;
    for (const Outcome& outcome : outcomes) {
      const std::optional<std::int64_t> number = number_of(lesson, outcome);
      if (number && number != expected) numbers.insert(*number);
    }
    width_ = width_for(numbers);
  }

  Place place(const Outcome& outcome) const {
    const std::optional<std::int64_t> number = number_of(lesson_, outcome);
    if (!number) return {true, 0, 0, outcome.holds(), ending_of(outcome)};
    if (number == expected_) return {false, *number, *number, outcome.holds(), {}};
    const std::int64_t least = rounded_down(*number, width_);
    // What is expected in the midst of a bar parts it.
    const bool parted = expected_ && least <= *expected_ && *expected_ < least + width_;
    if (parted && *number > *expected_) return {false, *expected_ + 1, least + width_ - 1, outcome.holds(), {}};
    if (parted) return {false, least, *expected_ - 1, outcome.holds(), {}};
    return {false, least, least + width_ - 1, outcome.holds(), {}};
  }

 private:
  const Lesson& lesson_;
  const std::optional<std::int64_t> expected_;
  std::int64_t width_ = 1;
};

Bar bar_of(const Place& place, std::vector<std::size_t> runs) {
  Bar bar{place.ending, place.holds, {}, {}, std::move(runs)};
  if (place.is_ending) return bar;
  bar.least = place.least;
  bar.greatest = place.greatest;
  bar.label = grouped(place.least);
  if (place.least != place.greatest) bar.label += " to " + grouped(place.greatest);
  return bar;
}

bool has_number(const std::map<Place, std::vector<std::size_t>>& places, std::int64_t number) {
  return std::any_of(places.begin(), places.end(), [number](const auto& each) {
    const Place& place = each.first;
    return !place.is_ending && place.least == number && place.greatest == number;
  });
}

}  // namespace

double Histogram::share(const Bar& bar) const {
  return runs == 0 ? 0 : static_cast<double>(bar.count()) / static_cast<double>(runs);
}

Histogram histogram_of(const Lesson& lesson, const Settings& settings, const std::vector<Outcome>& outcomes) {
  Histogram histogram{lesson.outcome, expected_of(lesson, settings), {}, outcomes.size()};
  const Sorter sorter(lesson, histogram.expected, outcomes);
  std::map<Place, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < outcomes.size(); ++i) places[sorter.place(outcomes[i])].push_back(i);
  if (histogram.expected && !has_number(places, *histogram.expected)) {
    places[{false, *histogram.expected, *histogram.expected, true, {}}];
  }
  for (auto& [place, runs] : places) histogram.bars.push_back(bar_of(place, std::move(runs)));
  return histogram;
}

std::string title_of(const Histogram& histogram) {
  return histogram.gauge.empty() ? "how it ended" : histogram.gauge + " at the end";
}

}  // namespace course
