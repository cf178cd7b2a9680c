#include <algorithm>
#include <nlohmann/json.hpp>

#include "course/json_text.h"
#include "course/sweep.h"
#include "course/wording.h"

namespace course {
namespace {

using nlohmann::ordered_json;

ordered_json json_of(const std::optional<Spread>& spread) {
  if (!spread) return nullptr;
  return {{"least", spread->least},
          {"lower_quartile", spread->lower},
          {"median", spread->median},
          {"upper_quartile", spread->upper},
          {"greatest", spread->greatest}};
}

ordered_json json_of(const SweepPoint& point, const Parameter& parameter) {
  return {{"value", parameter.plain(point.raw)},
          {"measured", point.values},
          {"spread", json_of(point.spread())},
          {"unfinished", point.unfinished},
          {"claims_failed", point.refuted}};
}

ordered_json json_of(const SweepLine& line, const Parameter& parameter) {
  ordered_json points = ordered_json::array();
  for (const SweepPoint& point : line.points) points.push_back(json_of(point, parameter));
  return {{"variant", line.variant}, {"points", std::move(points)}};
}

std::string runs_in_words(const SweepPoint& point) {
  std::string text;
  if (point.unfinished > 0) text += "; not finished: " + std::to_string(point.unfinished);
  if (point.refuted > 0) text += "; a claim failed: " + std::to_string(point.refuted);
  return text;
}

std::string line_of(const SweepPoint& point, std::size_t width) {
  std::string line = "    " + padded(point.text, width) + "  ";
  const std::optional<Spread> spread = point.spread();
  line += spread ? significant(spread->median) : "-";
  if (point.values.size() > 1) {
    line += "  (" + significant(spread->least) + " to " + significant(spread->greatest) + ")";
  }
  return line + runs_in_words(point) + "\n";
}

}  // namespace

std::string to_json(const SweepCurve& curve) {
  ordered_json lines = ordered_json::array();
  for (const SweepLine& line : curve.lines) lines.push_back(json_of(line, curve.parameter));
  return written({{"lesson", curve.lesson},
                  {"sweep", curve.sweep.title},
                  {"parameter", curve.sweep.parameter},
                  {"measure", name(curve.sweep.measure)},
                  {"gauge", text_or_null(curve.sweep.gauge)},
                  {"unit", curve.unit},
                  {"others", curve.settings},
                  {"runs", curve.done},
                  {"runs_wanted", curve.wanted},
                  {"holds", curve.holds()},
                  {"lines", std::move(lines)}});
}

std::string to_text(const SweepCurve& curve) {
  std::string text = curve.lesson + ": " + curve.sweep.title + "\n";
  if (!curve.settings.empty()) text += "  " + curve.settings + "\n";
  text += grouped(curve.done) + " runs; " + axis_of(curve.sweep) + ", median (least to greatest), for each value of " +
          curve.sweep.parameter + "\n";
  for (const SweepLine& line : curve.lines) {
    text += "\n  " + line.variant + "\n";
    std::size_t width = 0;
    for (const SweepPoint& point : line.points) width = std::max(width, point.text.size());
    for (const SweepPoint& point : line.points) text += line_of(point, width);
  }
  return text;
}

}  // namespace course
