#include <nlohmann/json.hpp>
#include <sstream>

#include "course/exploration.h"
#include "course/json_text.h"

namespace course {
namespace {

using nlohmann::ordered_json;

std::string_view name(StepVerdict::Kind kind) {
  switch (kind) {
    case StepVerdict::Kind::open: return "open";
    case StepVerdict::Kind::holds: return "holds";
    case StepVerdict::Kind::claim_fails: return "claim fails";
    case StepVerdict::Kind::stuck: return "stuck";
    case StepVerdict::Kind::endless: return "endless";
    case StepVerdict::Kind::error: return "error";
  }
  return {};
}

ordered_json json_of(const StepVerdict& verdict) {
  ordered_json culprits = ordered_json::array();
  for (const std::size_t step : verdict.culprits) culprits.push_back(step + 1);
  return {{"kind", name(verdict.kind)},
          {"sentence", text_or_null(verdict.sentence)},
          {"claim", text_or_null(verdict.claim)},
          {"because", text_or_null(verdict.because)},
          {"steps", std::move(culprits)}};
}

ordered_json json_of(const std::vector<ScheduledStep>& steps) {
  ordered_json list = ordered_json::array();
  for (const ScheduledStep& step : steps) {
    list.push_back({{"thread", step.thread_name},
                    {"words", step.words},
                    {"line", step.line == 0 ? ordered_json() : ordered_json(step.line)},
                    {"pre_empted", step.pre_empted},
                    {"matters", step.matters}});
  }
  return list;
}

/// The lines of a schedule file, each of which is JSON.
ordered_json lines_of(const std::string& schedule) {
  ordered_json lines = ordered_json::array();
  std::istringstream in(schedule);
  for (std::string line; std::getline(in, line);) lines.push_back(ordered_json::parse(line));
  return lines;
}

ordered_json json_of(const Coverage& coverage) {
  const std::chrono::duration<double, std::milli> spent = coverage.spent;
  return {{"executions", coverage.executions},
          {"different", coverage.different},
          {"endless", coverage.endless},
          {"estimate", coverage.estimate > 0 ? ordered_json(coverage.estimate) : ordered_json()},
          {"spent_ms", spent.count()},
          {"per_second", coverage.per_second()}};
}

}  // namespace

std::string to_json(const Exploration& exploration) {
  const bool fails = !exploration.schedule.empty();
  ordered_json json{{"lesson", exploration.lesson},
                    {"variant", exploration.variant},
                    {"seed", exploration.seed},
                    {"parameters", exploration.parameters},
                    {"environment", json_of(exploration.environment)},
                    {"outcome", name(exploration.outcome)},
                    {"holds", exploration.holds()},
                    {"sentence", exploration.sentence},
                    {"coverage", json_of(exploration.coverage)},
                    {"remarks", exploration.remarks}};
  json["failure"] = fails ? json_of(exploration.failure) : ordered_json();
  json["pre_emptions"] = fails ? ordered_json(exploration.pre_emptions) : ordered_json();
  json["steps"] = json_of(exploration.steps);
  json["schedule"] = fails ? lines_of(exploration.schedule) : ordered_json();
  return written(json);
}

std::string to_json(const Replay& replay) {
  ordered_json parameters = ordered_json::object();
  const Settings& settings = replay.saved.settings;
  for (const Parameter& parameter : settings.parameters()) parameters[parameter.name] = settings.text(parameter.name);
  return written({{"lesson", replay.saved.lesson},
                  {"variant", replay.saved.variant},
                  {"seed", replay.saved.seed},
                  {"parameters", std::move(parameters)},
                  {"fidelity", replay.fidelity == Fidelity::strict ? "strict" : "tolerant"},
                  {"holds", replay.holds()},
                  {"verdict", json_of(replay.verdict)},
                  {"hash", replay.hash},
                  {"steps", json_of(replay.steps)}});
}

}  // namespace course
