#include "course/sweep.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "course/wording.h"

namespace course {
namespace {

constexpr std::int64_t most_values = 6;
/// From this ratio on a range is spread by factors instead of by differences.
constexpr std::int64_t wide = 50;

/// Of the runs that finished, what the measure says; for the speed-up, work per second.
std::optional<double> measured(const Sweep& sweep, const Trial& trial) {
  if (trial.outcome.ending != Ending::finished) return std::nullopt;
  const Measures measures = measures_of(*trial.frame->snapshot);
  const auto found = trial.outcome.observed.find(sweep.gauge);
  const Observed observed = found == trial.outcome.observed.end() ? Observed{} : found->second;
  const double seconds = std::max(measures.seconds(), 1e-9);
  switch (sweep.measure) {
    case Sweep::Measure::duration: return measures.seconds();
    case Sweep::Measure::throughput: return static_cast<double>(observed.last) / seconds;
    case Sweep::Measure::speed_up: return (sweep.gauge.empty() ? 1.0 : static_cast<double>(observed.last)) / seconds;
    case Sweep::Measure::waiting: return measures.waiting;
    case Sweep::Measure::last: return static_cast<double>(observed.last);
    case Sweep::Measure::greatest: return static_cast<double>(observed.greatest);
  }
  return std::nullopt;
}

void make_relative(SweepLine& line) {
  const std::optional<Spread> first = line.points.empty() ? std::nullopt : line.points.front().spread();
  for (SweepPoint& point : line.points) {
    if (!first || first->median <= 0) point.values.clear();
    for (double& value : point.values) value /= first->median;
  }
}

std::string unit_of(const Sweep& sweep) {
  switch (sweep.measure) {
    case Sweep::Measure::duration: return "s";
    case Sweep::Measure::throughput: return sweep.unit.empty() ? "per second" : sweep.unit + "/s";
    case Sweep::Measure::speed_up: return "times";
    case Sweep::Measure::waiting: return "share";
    case Sweep::Measure::last:
    case Sweep::Measure::greatest: return sweep.unit;
  }
  return {};
}

std::string others(const Settings& settings, const std::string& parameter) {
  std::vector<std::string> texts;
  for (const Parameter& each : settings.parameters()) {
    if (each.name != parameter) texts.push_back(each.name + " " + settings.text(each.name));
  }
  return listed(texts);
}

std::vector<std::string> chosen_variants(const Entry& entry, const Sweep& sweep, const SweepOptions& options) {
  std::vector<std::string> chosen = options.variants.empty() ? sweep.variants : options.variants;
  if (!chosen.empty()) return chosen;
  for (const Variant& variant : entry.lesson.variants) chosen.push_back(variant.id);
  return chosen;
}

/// One curve being measured.
class Sweeping {
 public:
  Sweeping(const Entry& entry, const Sweep& sweep, const Settings& settings, const SweepOptions& options)
      : entry_(entry), settings_(settings), options_(options) {
    curve_.lesson = entry.id;
    curve_.sweep = sweep;
    curve_.parameter = settings.parameter(sweep.parameter);
    curve_.settings = others(settings, sweep.parameter);
    curve_.unit = unit_of(sweep);
    for (const std::string& id : chosen_variants(entry, sweep, options)) add_line(entry.lesson.variant(id));
    curve_.wanted = options.repetitions * curve_.lines.size() * values_of(sweep, curve_.parameter).size();
  }

  std::shared_ptr<const SweepCurve> measure() {
    for (std::uint64_t round = 0; round < options_.repetitions; ++round) {
      if (!measure_each(round)) break;
    }
    return curve();
  }

 private:
  void add_line(const Variant& variant) {
    SweepLine line{variant.id, variant.label, {}};
    for (const std::int64_t raw : values_of(curve_.sweep, curve_.parameter)) {
      line.points.push_back({raw, curve_.parameter.format(raw), {}, 0, 0});
    }
    curve_.lines.push_back(std::move(line));
  }

  bool measure_each(std::uint64_t round) {
    const std::size_t values = curve_.lines.empty() ? 0 : curve_.lines.front().points.size();
    for (std::size_t i = 0; i < values; ++i) {
      for (SweepLine& line : curve_.lines) {
        if (!measure_point(line.variant, line.points[i], options_.seed + round)) return false;
      }
    }
    return true;
  }

  bool measure_point(const std::string& variant, SweepPoint& point, std::uint64_t seed) {
    settings_.set(curve_.sweep.parameter, point.raw);
    const std::optional<Trial> trial = tried(entry_, variant, settings_, seed, options_.each);
    if (!trial) return false;
    const std::optional<double> value = measured(curve_.sweep, *trial);
    if (value) point.values.push_back(*value);
    if (!value) ++point.unfinished;
    if (!trial->outcome.holds()) ++point.refuted;
    ++curve_.done;
    if (options_.on_progress) options_.on_progress(curve());
    return true;
  }

  std::shared_ptr<const SweepCurve> curve() const {
    auto curve = std::make_shared<SweepCurve>(curve_);
    if (curve->sweep.measure != Sweep::Measure::speed_up) return curve;
    for (SweepLine& line : curve->lines) make_relative(line);
    return curve;
  }

  const Entry& entry_;
  Settings settings_;
  const SweepOptions& options_;
  SweepCurve curve_;  // speed-ups as work per second
};

std::vector<std::string> titles(const Lesson& lesson) {
  std::vector<std::string> all;
  for (const Sweep& sweep : lesson.sweeps) all.push_back(sweep.title);
  return all;
}

}  // namespace

std::optional<Spread> SweepPoint::spread() const {
  return values.empty() ? std::nullopt : std::optional(spread_of(values));
}

bool SweepCurve::holds() const {
  return std::all_of(lines.begin(), lines.end(), [](const SweepLine& line) {
    return std::all_of(line.points.begin(), line.points.end(), [](const auto& point) { return point.refuted == 0; });
  });
}

std::size_t SweepCurve::unfinished() const {
  std::size_t all = 0;
  for (const SweepLine& line : lines) {
    for (const SweepPoint& point : line.points) all += point.unfinished;
  }
  return all;
}

std::shared_ptr<const SweepCurve> swept(const Entry& entry, const Sweep& sweep, const Settings& settings,
                                        const SweepOptions& options) {
  return Sweeping(entry, sweep, settings, options).measure();
}

std::vector<std::int64_t> values_of(const Sweep& sweep, const Parameter& parameter) {
  std::vector<std::int64_t> values;
  for (const std::string& text : sweep.values) values.push_back(parameter.parse(text));
  if (!values.empty()) return values;
  const auto least = static_cast<double>(parameter.least);
  const auto greatest = static_cast<double>(parameter.greatest);
  const bool by_factors = parameter.least > 0 && parameter.greatest / parameter.least >= wide;
  for (std::int64_t i = 0; i < most_values; ++i) {
    const double share = static_cast<double>(i) / (most_values - 1);
    const double value = by_factors ? least * std::pow(greatest / least, share) : std::lerp(least, greatest, share);
    const std::int64_t steps = std::llround((value - least) / static_cast<double>(parameter.step));
    values.push_back(std::min(parameter.least + steps * parameter.step, parameter.greatest));
  }
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

const Sweep& sweep_of(const Lesson& lesson, std::string_view title_or_number) {
  if (lesson.sweeps.empty()) throw BadInput("This lesson has no sweep: none of its curves is declared.");
  if (title_or_number.empty()) return lesson.sweeps.front();
  std::size_t number = 0;
  const char* const end = title_or_number.data() + title_or_number.size();
  const auto read = std::from_chars(title_or_number.data(), end, number);
  const bool is_number = read.ec == std::errc() && read.ptr == end;
  if (is_number && number >= 1 && number <= lesson.sweeps.size()) return lesson.sweeps[number - 1];
  const auto found = std::find_if(lesson.sweeps.begin(), lesson.sweeps.end(),
                                  [&](const Sweep& sweep) { return sweep.title.starts_with(title_or_number); });
  if (found == lesson.sweeps.end()) throw BadInput(no_such("sweep", title_or_number, titles(lesson)));
  return *found;
}

std::string axis_of(const Sweep& sweep) {
  const std::string unit = sweep.unit.empty() ? sweep.gauge : sweep.unit;
  switch (sweep.measure) {
    case Sweep::Measure::duration: return "time in seconds";
    case Sweep::Measure::throughput: return unit + " per second";
    case Sweep::Measure::speed_up: return "times as fast";
    case Sweep::Measure::waiting: return "share of the threads' time spent waiting";
    case Sweep::Measure::last: return unit + " at the end";
    case Sweep::Measure::greatest: return unit + " at most";
  }
  return {};
}

std::string_view name(Sweep::Measure measure) {
  switch (measure) {
    case Sweep::Measure::duration: return "duration";
    case Sweep::Measure::throughput: return "throughput";
    case Sweep::Measure::speed_up: return "speed-up";
    case Sweep::Measure::waiting: return "waiting";
    case Sweep::Measure::last: return "last";
    case Sweep::Measure::greatest: return "greatest";
  }
  return {};
}

}  // namespace course
