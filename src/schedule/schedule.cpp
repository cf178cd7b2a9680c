#include "schedule/schedule.h"

#include "schedule/wording.h"

namespace schedule {

Schedule schedule_of(const Execution& execution, const Identities& identities, const Policies& policies) {
  Schedule schedule;
  schedule.policies = policies;
  for (const Step& step : execution.steps) schedule.lines.push_back(line_of(step, identities));
  schedule.verdict = execution.verdict;
  schedule.what = execution.what;
  schedule.hash = execution.hash;
  return schedule;
}

Schedule::Line line_of(const Step& step, const Identities& identities) {
  const Identities::Object& object = identities[step.object];
  return {identities[step.thread].path, step.kind, object.path, name_in(step, identities), step.ending, step.choice};
}

std::string words_of(const Schedule::Line& line) {
  std::string words = line.thread + " " + words_of(line.kind, line.name);
  if (line.ending != Ending::act) words += " " + std::string(name(line.ending));
  return words;
}

}  // namespace schedule
