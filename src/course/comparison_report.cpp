#include <nlohmann/json.hpp>

#include "course/comparison.h"
#include "course/json_text.h"
#include "course/wording.h"

namespace course {
namespace {

using nlohmann::ordered_json;

ordered_json json_of(const std::optional<Cost>& cost) {
  if (!cost) return nullptr;
  return {{"runs", cost->runs},
          {"seconds", cost->seconds},
          {"work_per_second", cost->work ? ordered_json(*cost->work) : ordered_json()},
          {"waiting", cost->waiting},
          {"at_work", cost->at_work},
          {"most_at_work", cost->most_at_work},
          {"overlap", cost->overlap},
          {"serial", cost->serial()}};
}

ordered_json json_of(const Assessment& one) {
  return {{"variant", one.variant}, {"standing", name(one.standing)}, {"why", text_or_null(one.why)},
          {"runs", one.runs},       {"claims_failed", one.refuted},   {"cost", json_of(one.cost)},
          {"verdict", one.verdict}};
}

std::string line_of(const std::map<std::string, std::string>& parameters) {
  std::string line;
  for (const auto& [name, value] : parameters) line += (line.empty() ? "" : ", ") + name + " " + value;
  return line.empty() ? "as it is" : line;
}

}  // namespace

std::string figures_of(const Assessment& one, const std::string& work) {
  if (!one.cost && one.runs == 0) return {};
  if (!one.cost)
    return one.runs == 1 ? "its run did not end" : "none of " + plural(one.runs, "run") + " came to its end";
  const Cost& cost = *one.cost;
  std::string text = significant(cost.seconds) + " s";
  if (cost.work) text += ", " + significant(*cost.work) + " " + work + " per second";
  text += ", " + percent(cost.waiting) + " of the threads' time spent waiting, " + significant(cost.at_work) +
          " at work at the same time";
  return text + " (median of " + plural(cost.runs, "run") + ")";
}

std::string to_json(const Comparison& comparison) {
  ordered_json variants = ordered_json::array();
  for (const Assessment& one : comparison.variants) variants.push_back(json_of(one));
  return written({{"lesson", comparison.lesson},
                  {"parameters", comparison.parameters},
                  {"explored_with", comparison.explored_with},
                  {"work", text_or_null(comparison.work)},
                  {"holds", comparison.holds()},
                  {"variants", std::move(variants)}});
}

std::string to_text(const Comparison& comparison) {
  std::string text = comparison.lesson + "\n  run with " + line_of(comparison.parameters) + "\n  explored with " +
                     line_of(comparison.explored_with) + "\n";
  for (const Assessment& one : comparison.variants) {
    text += "\n" + one.variant + "\n  " + (one.verdict.empty() ? "Nothing is known yet." : one.verdict) + "\n";
    if (!one.is_broken() && !one.why.empty()) text += "  " + one.why + "\n";
    const std::string figures = figures_of(one, comparison.work);
    if (!figures.empty()) text += "  " + figures + "\n";
  }
  return text;
}

}  // namespace course
