#include "course/lesson_program.h"

#include "course/wording.h"
#include "schedule/hashing.h"

namespace course {

using schedule::Policies;

schedule::SetUp LessonProgram::set_up(Made made) const {
  return [this, made = std::move(made)](schedule::Program& program) {
    auto& stage = program.make<ControlledStage>(entry_.lesson, settings_, seed_);
    if (made) made(stage);
    program.thread("main", [this, &stage] { variant_.program(stage); });
    program.at_end([&stage] { stage.finish(); });
  };
}

std::map<std::string, std::string> LessonProgram::parameters() const {
  std::map<std::string, std::string> texts;
  for (const Parameter& parameter : settings_.parameters()) texts[parameter.name] = settings_.text(parameter.name);
  return texts;
}

schedule::Schedule LessonProgram::header(const Policies& policies) const {
  schedule::Schedule header;
  header.program = name();
  header.source_hash = source_hash(entry_);
  header.parameters = parameters();
  header.policies = policies;
  header.policies.at_failure = Policies::AtFailure::stop;
  header.seed = seed_;
  header.verdict = schedule::Verdict::abandoned;
  return header;
}

std::string source_hash(const Entry& entry) { return hexadecimal(schedule::hash_of(entry.code)); }

/// A sleep ends at any moment under the learner's hand too: what relies on it can be broken there, and a schedule that
/// was found can be followed.
Policies policies_of(const Environment& environment, std::size_t most_steps) {
  return {.time_outs = environment.time_outs,
          .wake_ups = environment.wake_ups,
          .woken = environment.any_waiter ? Policies::Woken::any : Policies::Woken::first_come,
          .sleep = Policies::Sleep::yields,
          .at_failure = Policies::AtFailure::stop,
          .most_steps = most_steps};
}

}  // namespace course
