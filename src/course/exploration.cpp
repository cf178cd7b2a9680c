#include "course/exploration.h"

#include <algorithm>

#include "course/child_process.h"
#include "course/confirmation.h"
#include "course/following.h"
#include "course/lesson_schedule.h"
#include "course/player.h"
#include "course/step_frame.h"
#include "course/wording.h"
#include "schedule/explore.h"
#include "schedule/random_walk.h"
#include "schedule/schedule_file.h"

namespace course {
namespace {

Coverage coverage_of(const schedule::Report& report) {
  return {report.executions, report.different, report.endless, report.estimate, report.spent};
}

/// What goes on in a child process was not run: nothing is proved of it.
Exploration::Outcome outcome_of(const schedule::Report& report, const Variant& variant) {
  if (variant.child && report.outcome == schedule::Report::Outcome::proved) return Exploration::Outcome::unbroken;
  switch (report.outcome) {
    case schedule::Report::Outcome::proved: return Exploration::Outcome::proved;
    case schedule::Report::Outcome::unbroken: return Exploration::Outcome::unbroken;
    case schedule::Report::Outcome::fails: return Exploration::Outcome::fails;
    case schedule::Report::Outcome::reached: return Exploration::Outcome::confirmed;
    case schedule::Report::Outcome::strays: return Exploration::Outcome::strays;
  }
  return {};
}

std::vector<std::string> remarks_on(const LessonProgram& program, bool of_warning) {
  std::vector<std::string> remarks;
  if (program.variant().child) remarks.emplace_back(not_under_control);
  if (of_warning) return remarks;
  for (const Claim& claim : program.entry().lesson.claims) {
    if (claim.concerns != Claim::Concerns::time) continue;
    remarks.push_back("Not judged, as no time passes here: \"" + claim.sentence + "\"");
  }
  if (!program.variant().beyond_exploring.empty()) remarks.push_back(program.variant().beyond_exploring);
  return remarks;
}

std::string shortest(const Exploration& exploration) {
  const auto counted = [](std::size_t number, const std::string& what) {
    return grouped(number) + " " + what + (number == 1 ? "" : "s");
  };
  return " The shortest schedule found has " + counted(exploration.steps.size(), "step") + " and " +
         counted(exploration.pre_emptions, "pre-emption") + ".";
}

/// Every step of what was followed, with whether it matters to the failure.
std::vector<ScheduledStep> all_steps(const Followed& followed, const Player& player) {
  std::vector<ScheduledStep> steps = steps_of(followed.scene, 0, followed.pre_empted, player);
  const std::vector<bool> matters = matters_of(followed.scene, player);
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i].matters = matters[i];
  return steps;
}

/// The schedule that was found, followed once more to see what people want to know of it.
void describe(Exploration& exploration, const LessonProgram& program, const schedule::Schedule& found,
              const std::optional<model::Finding>& warning) {
  schedule::Crew crew(schedule::Crew::Placement::one_core);
  Player player(program, crew, found.policies);
  const Followed followed = follow(player, found, Fidelity::strict);
  exploration.schedule = text_of(found);
  exploration.steps = all_steps(followed, player);
  exploration.failure = frame_of(followed.scene, 0, player).verdict;
  const bool in_a_race = warning && warning->kind == model::FindingKind::race;
  const std::string what = in_a_race ? standing_before(*warning, followed.scene, player) : exploration.failure.sentence;
  exploration.sentence = (warning ? "It can happen: " : "Fails: ") + what + shortest(exploration);
}

/// Ten times what the program takes by itself, or in turns if it does not end by itself: whoever needs more than that
/// goes round in circles.
schedule::Policies policies_for(const LessonProgram& program, const Environment& environment) {
  constexpr std::size_t least = 1'000;
  schedule::Identities identities;
  schedule::Crew crew(schedule::Crew::Placement::one_core);
  schedule::ControlledRun run(identities, crew, policies_of(environment, schedule::longest_schedule));
  ByItself by_itself;
  schedule::RandomWalk in_turns(program.seed(), 1.0);
  const auto* usual = &run.execute(program.set_up(), by_itself);
  if (usual->verdict == schedule::Verdict::does_not_end) usual = &run.execute(program.set_up(), in_turns);
  return policies_of(environment, std::clamp(usual->steps.size() * 10, least, schedule::longest_schedule));
}

schedule::Schedule with_header(schedule::Schedule found, const LessonProgram& program) {
  const schedule::Schedule header = program.header(found.policies);
  found.program = header.program;
  found.source_hash = header.source_hash;
  found.parameters = header.parameters;
  found.seed = header.seed;
  return found;
}

}  // namespace

double Coverage::per_second() const {
  const double seconds = std::chrono::duration<double>(spent).count();
  return seconds > 0 ? static_cast<double>(executions) / seconds : 0;
}

std::string_view name(Exploration::Outcome outcome) {
  switch (outcome) {
    case Exploration::Outcome::proved: return "proved";
    case Exploration::Outcome::unbroken: return "unbroken";
    case Exploration::Outcome::fails: return "fails";
    case Exploration::Outcome::confirmed: return "confirmed";
    case Exploration::Outcome::strays: return "strays";
  }
  return {};
}

Verdict verdict(Exploration::Outcome outcome) {
  switch (outcome) {
    case Exploration::Outcome::proved: return Verdict::holds;
    case Exploration::Outcome::fails:
    case Exploration::Outcome::confirmed: return Verdict::fails;
    case Exploration::Outcome::unbroken:
    case Exploration::Outcome::strays: break;
  }
  return Verdict::undecided;
}

Exploration explore(const Entry& entry, std::string_view variant, const Settings& settings,
                    const ExplorationOptions& options) {
  const LessonProgram program(entry, entry.lesson.variant(variant), settings, options.seed);
  Exploration exploration{.lesson = entry.id,
                          .variant = program.variant().id,
                          .parameters = program.parameters(),
                          .seed = options.seed,
                          .environment = options.environment.value_or(entry.lesson.controlled.environment),
                          .of_warning = options.warning.has_value()};
  schedule::ExploreOptions search{
      .policies = policies_for(program, exploration.environment), .budget = options.budget, .seed = options.seed};
  if (options.go_on) search.go_on = [&](const schedule::Report& report) { return options.go_on(coverage_of(report)); };
  if (options.warning) search.target = target_of(*options.warning);
  const schedule::Report report = schedule::explore(program.set_up(), search);
  exploration.outcome = outcome_of(report, program.variant());
  exploration.coverage = coverage_of(report);
  exploration.pre_emptions = report.pre_emptions;
  exploration.remarks = remarks_on(program, exploration.of_warning);
  exploration.sentence = as_sentence(report.sentence());
  if (!report.found) return exploration;
  try {
    describe(exploration, program, with_header(*report.found, program), options.warning);
  } catch (const BadInput& different) {
    exploration.outcome = Exploration::Outcome::strays;
    exploration.sentence = different.what();
  }
  return exploration;
}

Replay replay(const Catalogue& catalogue, const std::string& text, Fidelity fidelity) {
  const schedule::Schedule schedule = parse_schedule(text);
  Replay replay{.saved = saved_schedule(catalogue, schedule), .fidelity = fidelity};
  const Entry& entry = catalogue.at(replay.saved.lesson);
  schedule::Crew crew(schedule::Crew::Placement::one_core);
  Player player(
      LessonProgram(entry, entry.lesson.variant(replay.saved.variant), replay.saved.settings, replay.saved.seed), crew,
      schedule.policies);
  const Followed followed = follow(player, schedule, fidelity);
  replay.steps = all_steps(followed, player);
  replay.verdict = frame_of(followed.scene, 0, player).verdict;
  replay.hash = hexadecimal(followed.scene.execution.hash);
  return replay;
}

}  // namespace course
