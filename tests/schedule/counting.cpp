#include "schedule/counting.h"

#include <QtGlobal>

int endurance_rounds() { return sanitized && !qEnvironmentVariableIsSet("THREADLAB_LONG") ? 1'000 : 10'000; }

Count count(const schedule::SetUp& set_up, schedule::Reduction reduction, std::size_t pre_emptions,
            schedule::Policies policies, std::size_t most) {
  schedule::Identities identities;
  schedule::Crew crew(schedule::Crew::Placement::one_core);
  schedule::ControlledRun run(identities, crew, policies);
  schedule::TreeSearch search(reduction, pre_emptions);
  Count counted;
  do {
    const schedule::Execution& execution = run.execute(set_up, search);
    counted.strayed = counted.strayed || search.strayed();
    if (execution.verdict == schedule::Verdict::abandoned) {
      ++counted.redundant;
      continue;
    }
    ++counted.executions;
    counted.different.insert(execution.hash);
    counted.deadlocks += execution.verdict == schedule::Verdict::deadlocks ? 1 : 0;
    counted.failures += execution.verdict == schedule::Verdict::fails ? 1 : 0;
    counted.endless += execution.verdict == schedule::Verdict::does_not_end ? 1 : 0;
    if (execution.failed()) counted.words.insert(execution.what);
  } while (search.advance() && counted.executions < most);
  return counted;
}
