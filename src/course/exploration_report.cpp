#include <algorithm>
#include <cmath>

#include "course/exploration.h"
#include "course/wording.h"
#include "model/snapshot.h"

namespace course {
namespace {

std::string title(const std::string& lesson, const std::string& variant,
                  const std::map<std::string, std::string>& parameters) {
  std::string text = lesson + ", variant " + variant + "\n";
  std::string line;
  for (const auto& [name, value] : parameters) line += (line.empty() ? "  " : ", ") + name + " " + value;
  return line.empty() ? text : text + line + "\n";
}

std::string coverage_line(const Coverage& coverage) {
  return "  " + grouped(coverage.executions) + " executions, " + grouped(coverage.different) +
         " of them different, in " + model::in_words(coverage.spent) + ": " +
         grouped(std::llround(coverage.per_second())) + " per second\n";
}

bool is_culprit(const StepVerdict& verdict, std::size_t step) {
  return std::find(verdict.culprits.begin(), verdict.culprits.end(), step) != verdict.culprits.end();
}

std::string failure_lines(const StepVerdict& verdict) {
  return verdict.because.empty() ? std::string() : "  " + verdict.because + "\n";
}

}  // namespace

std::string trail_of(const std::vector<ScheduledStep>& steps, const StepVerdict& verdict) {
  std::string trail;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const ScheduledStep& step = steps[i];
    trail += is_culprit(verdict, i) ? "> " : "  ";
    trail += "step " + std::to_string(i + 1) + ": " + step.thread_name + " " + step.words;
    if (step.line != 0) trail += " (line " + std::to_string(step.line) + ")";
    trail += step.matters ? "\n" : ", which does not matter here\n";
  }
  return trail;
}

std::string to_text(const Exploration& exploration) {
  std::string text = title(exploration.lesson, exploration.variant, exploration.parameters);
  text += exploration.sentence + "\n" + failure_lines(exploration.failure) + coverage_line(exploration.coverage);
  for (const std::string& remark : exploration.remarks) text += "  " + remark + "\n";
  if (exploration.steps.empty()) return text;
  return text + "\nSchedule\n" + trail_of(exploration.steps, exploration.failure);
}

std::string to_text(const Replay& replay) {
  std::map<std::string, std::string> parameters;
  const Settings& settings = replay.saved.settings;
  for (const Parameter& parameter : settings.parameters()) parameters[parameter.name] = settings.text(parameter.name);
  std::string text = title(replay.saved.lesson, replay.saved.variant, parameters);
  const bool open = replay.verdict.kind == StepVerdict::Kind::open;
  text += open ? "Nothing fails up to here.\n" : replay.verdict.sentence + "\n";
  return text + failure_lines(replay.verdict) + "\nSchedule\n" + trail_of(replay.steps, replay.verdict);
}

}  // namespace course
