#include <algorithm>
#include <nlohmann/json.hpp>

#include "course/json_text.h"
#include "course/report.h"
#include "course/sweep.h"

namespace course {
namespace {

using nlohmann::ordered_json;

ordered_json claims_of(const Outcome& outcome) {
  ordered_json claims = ordered_json::array();
  for (const ClaimState& claim : outcome.claims) {
    claims.push_back({{"id", claim.id},
                      {"sentence", claim.sentence},
                      {"verdict", name(claim.judgement.verdict)},
                      {"because", text_or_null(claim.judgement.because)}});
  }
  return claims;
}

ordered_json findings_of(const Outcome& outcome) {
  ordered_json findings = ordered_json::array();
  for (const model::Finding& finding : outcome.findings) {
    ordered_json lines = ordered_json::array();
    for (const trace::SourceId line : model::lines(finding)) lines.push_back(line.line());
    findings.push_back({{"kind", name(finding.kind)}, {"sentence", finding.sentence}, {"lines", std::move(lines)}});
  }
  return findings;
}

ordered_json observed_of(const Outcome& outcome) {
  ordered_json observed = ordered_json::object();
  for (const auto& [gauge, number] : outcome.observed) {
    observed[gauge] = {{"first", number.first},
                       {"last", number.last},
                       {"least", number.least},
                       {"greatest", number.greatest},
                       {"times", number.times}};
  }
  return observed;
}

ordered_json json_of(const Outcome& outcome) {
  const std::chrono::duration<double, std::milli> duration = outcome.duration;
  return {{"lesson", outcome.lesson},
          {"variant", outcome.variant},
          {"seed", outcome.seed},
          {"parameters", outcome.parameters},
          {"ending", name(outcome.ending)},
          {"holds", outcome.holds()},
          {"stuck", text_or_null(outcome.stuck)},
          {"error", text_or_null(outcome.error)},
          {"claims", claims_of(outcome)},
          {"findings", findings_of(outcome)},
          {"observed", observed_of(outcome)},
          {"output", outcome.output},
          {"duration_ms", duration.count()},
          {"threads", outcome.threads},
          {"events", {{"recorded", outcome.events.recorded}, {"dropped", outcome.events.dropped}}}};
}

ordered_json number_or_null(const std::optional<std::int64_t>& number) {
  return number ? ordered_json(*number) : ordered_json();
}

ordered_json json_of(const Histogram& histogram) {
  ordered_json bars = ordered_json::array();
  for (const Bar& bar : histogram.bars) {
    bars.push_back({{"label", bar.label},
                    {"least", number_or_null(bar.least)},
                    {"greatest", number_or_null(bar.greatest)},
                    {"holds", bar.holds},
                    {"count", bar.count()},
                    {"share", histogram.share(bar)}});
  }
  return {{"of", title_of(histogram)}, {"expected", number_or_null(histogram.expected)}, {"bars", std::move(bars)}};
}

std::string_view name(Parameter::Kind kind) {
  switch (kind) {
    case Parameter::Kind::integer: return "integer";
    case Parameter::Kind::real: return "real";
    case Parameter::Kind::duration: return "duration";
    case Parameter::Kind::choice: return "choice";
  }
  return {};
}

std::string_view name(Parameter::Applies applies) {
  return applies == Parameter::Applies::at_once ? "at once" : "next run";
}

ordered_json json_of(const Parameter& parameter) {
  ordered_json json{{"name", parameter.name},
                    {"label", parameter.label},
                    {"kind", name(parameter.kind)},
                    {"default", parameter.plain(parameter.initial)},
                    {"applies", name(parameter.applies)},
                    {"help", parameter.help}};
  if (parameter.kind == Parameter::Kind::choice) {
    json["choices"] = parameter.choices;
  } else {
    json["least"] = parameter.plain(parameter.least);
    json["greatest"] = parameter.plain(parameter.greatest);
  }
  return json;
}

std::string_view name(Claim::Concerns concerns) {
  switch (concerns) {
    case Claim::Concerns::order: return "order";
    case Claim::Concerns::time: return "time";
  }
  return {};
}

ordered_json json_of(const Controlled& controlled) {
  ordered_json small = ordered_json::object();
  for (const auto& [name, value] : controlled.explored_with) small[name] = value;
  return {{"environment", json_of(controlled.environment)}, {"explored_with", std::move(small)}};
}

ordered_json json_of(const Sweep& sweep) {
  return {{"title", sweep.title},
          {"parameter", sweep.parameter},
          {"measure", name(sweep.measure)},
          {"gauge", text_or_null(sweep.gauge)}};
}

ordered_json json_of(const Entry& entry) {
  ordered_json json{{"id", entry.id},
                    {"chapter", entry.chapter()},
                    {"title", entry.lesson.title},
                    {"summary", entry.lesson.summary},
                    {"parameters", ordered_json::array()},
                    {"variants", ordered_json::array()},
                    {"claims", ordered_json::array()}};
  for (const Parameter& parameter : entry.lesson.parameters) json["parameters"].push_back(json_of(parameter));
  for (const Variant& variant : entry.lesson.variants) {
    json["variants"].push_back({{"id", variant.id},
                                {"label", variant.label},
                                {"kind", name(variant.kind)},
                                {"note", variant.note},
                                {"beyond_exploring", text_or_null(variant.beyond_exploring)}});
  }
  for (const Claim& claim : entry.lesson.claims) {
    json["claims"].push_back({{"id", claim.id}, {"sentence", claim.sentence}, {"concerns", name(claim.concerns)}});
  }
  json["sweeps"] = ordered_json::array();
  for (const Sweep& sweep : entry.lesson.sweeps) json["sweeps"].push_back(json_of(sweep));
  json["outcome"] = text_or_null(entry.lesson.outcome);
  json["work"] = text_or_null(entry.lesson.work);
  json["controlled"] = json_of(entry.lesson.controlled);
  return json;
}

}  // namespace

std::string to_json(const Outcome& outcome) { return written(json_of(outcome)); }

std::string to_json(const std::vector<Outcome>& outcomes, const Histogram& histogram) {
  const Outcome& first = outcomes.front();
  const Distribution counted = distribution(outcomes);
  ordered_json runs = ordered_json::array();
  for (const Outcome& outcome : outcomes) runs.push_back(json_of(outcome));
  return written({{"lesson", first.lesson},
                  {"variant", first.variant},
                  {"parameters", first.parameters},
                  {"runs", outcomes.size()},
                  {"holds", counted.failed_claims.empty()},
                  {"endings", counted.endings},
                  {"failed_claims", counted.failed_claims},
                  {"histogram", json_of(histogram)},
                  {"outcomes", std::move(runs)}});
}

std::string to_json(const Catalogue& catalogue) {
  ordered_json lessons = ordered_json::array();
  for (const Entry& entry : catalogue.entries()) lessons.push_back(json_of(entry));
  return written(lessons);
}

}  // namespace course
