#include "course/stepper.h"

#include <algorithm>

#include "course/following.h"
#include "course/lesson_schedule.h"
#include "course/player.h"
#include "course/step_frame.h"
#include "course/wording.h"

namespace course {
namespace {

using schedule::Move;
using schedule::Situation;
using schedule::Step;

constexpr std::size_t most_steps = 10'000;

/// What a lesson allows, as often as the learner likes.
Environment without_limits(Environment environment) {
  if (environment.time_outs > 0) environment.time_outs = Environment::unlimited;
  if (environment.wake_ups > 0) environment.wake_ups = Environment::unlimited;
  return environment;
}

Environment allowed(const Entry& entry, const Stepper::Options& options) {
  return options.environment.value_or(without_limits(entry.lesson.controlled.environment));
}

/// Follows a plan and goes on by itself behind its end, until it is told to stop.
class PlanGuide final : public schedule::Scheduler {
 public:
  /// Asked before each step, with the move that is to be made.
  using Stop = std::function<bool(const Situation&, const Move&)>;

  PlanGuide(const std::vector<Move>& plan, Stop stop) : plan_(plan), stop_(std::move(stop)) {}

  std::optional<Move> choose(const Situation& situation) override {
    const std::size_t done = situation.done.size();
    const std::optional<Move> move = done < plan_.size() ? plan_[done] : by_itself_.choose(situation);
    return stop_(situation, *move) ? std::nullopt : move;
  }

 private:
  const std::vector<Move>& plan_;
  const Stop stop_;
  ByItself by_itself_;
};

}  // namespace

struct Stepper::Impl {
  Impl(const Entry& its_entry, const Variant& its_variant, const Settings& its_settings, const Options& its_options);

  /// `position` is no longer where it was: everything is as it was if this raises.
  void play(const PlanGuide::Stop& stop);
  void play_statement();
  void require_open() const;
  void adopt(Scene scene, const std::vector<bool>& pre_empted);
  void show();
  void go_to(std::size_t target);
  std::size_t start_of_statement(std::size_t step) const;
  std::size_t end_of_statement(std::size_t step) const;
  bool within_statement(const Situation& situation) const;
  bool comes_to(std::uint32_t line, const Situation& situation, const Move& next) const;
  void step(schedule::ThreadIndex thread, std::uint16_t choice);
  void load(const std::string& text, Fidelity fidelity);

  void undo();

  /// What could be redone where another way was taken.
  struct CutOff {
    std::size_t position;
    std::vector<Move> plan;
    std::vector<ScheduledStep> steps;
  };

  const Entry& entry;
  const Variant& variant;
  const Options options;
  schedule::Crew crew{schedule::Crew::Placement::one_core};
  Granularity granularity;
  std::unique_ptr<Player> player;
  std::vector<Move> plan;            // those done, then those that can be redone
  std::vector<ScheduledStep> steps;  // of plan
  std::vector<CutOff> cut_off;       // the latest last
  Scene scene;
  Result frame;

  std::size_t position() const { return scene.execution.steps.size(); }
};

Stepper::Impl::Impl(const Entry& its_entry, const Variant& its_variant, const Settings& its_settings,
                    const Options& its_options)
    : entry(its_entry),
      variant(its_variant),
      options(its_options),
      granularity(its_options.granularity),
      player(std::make_unique<Player>(LessonProgram(entry, variant, its_settings, its_options.seed), crew,
                                      policies_of(allowed(entry, its_options), most_steps))) {
  go_to(0);
}

void Stepper::Impl::play(const PlanGuide::Stop& stop) {
  PlanGuide guide(plan, stop);
  NotingPreEmptions noting(guide);
  Scene played = player->play(noting);
  adopt(std::move(played), noting.noted());
}

void Stepper::Impl::play_statement() {
  const std::size_t before = position();
  play([&](const Situation& situation, const Move&) {
    return situation.done.size() > before && !within_statement(situation);
  });
}

void Stepper::Impl::require_open() const {
  if (frame->over) throw BadInput("The program goes no further; go back to try something else.");
}

/// What was played beyond the known steps is known now; where it ended early, nothing comes after it.
void Stepper::Impl::adopt(Scene played, const std::vector<bool>& pre_empted) {
  scene = std::move(played);
  if (position() >= plan.size() || !scene.is_open()) {
    plan = schedule::moves_of(scene.execution.steps);
    steps.resize(std::min(steps.size(), position()));
    const auto fresh = steps_of(scene, steps.size(), pre_empted, *player);
    steps.insert(steps.end(), fresh.begin(), fresh.end());
    const std::vector<bool> matters = matters_of(scene, *player);
    for (std::size_t i = 0; i < steps.size(); ++i) steps[i].matters = matters[i];
  }
  show();
}

void Stepper::Impl::show() {
  const std::size_t done = position();
  auto shown = std::make_shared<StepFrame>(frame_of(scene, done == 0 ? 0 : start_of_statement(done - 1), *player));
  shown->steps = steps;
  shown->position = done;
  shown->pre_emptions =
      static_cast<std::size_t>(std::count_if(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(done),
                                             [](const ScheduledStep& step) { return step.pre_empted; }));
  frame = std::move(shown);
}

void Stepper::Impl::go_to(std::size_t target) {
  play([target](const Situation& situation, const Move&) { return situation.done.size() >= target; });
}

std::size_t Stepper::Impl::start_of_statement(std::size_t step) const {
  while (granularity == Granularity::statements && step > 0 && steps[step].continues) --step;
  return step;
}

std::size_t Stepper::Impl::end_of_statement(std::size_t step) const {
  ++step;
  while (granularity == Granularity::statements && step < steps.size() && steps[step].continues) ++step;
  return step;
}

bool Stepper::Impl::within_statement(const Situation& situation) const {
  if (granularity == Granularity::operations || situation.done.empty()) return false;
  const Step& last = situation.done.back();
  return situation.can_go(last.thread) && schedule::contains(situation.unfinished, last.thread) &&
         continues_statement(last, situation.next_of(last.thread), situation.identities);
}

/// Whether the next step is at that line, and does not go on with a statement there; or whoever went has to wait there.
bool Stepper::Impl::comes_to(std::uint32_t line, const Situation& situation, const Move& next) const {
  const auto is_there = [&](const Step& step) {
    return step.source.line == line && step.source.file == entry.code_file;
  };
  const Step& last = situation.done.back();
  if (next.thread == last.thread && within_statement(situation)) return false;
  if (situation.can_go(next.thread) && is_there(situation.next_of(next.thread))) return true;
  const bool waits = schedule::contains(situation.unfinished, last.thread) && !situation.can_go(last.thread);
  return waits && !is_there(last) && is_there(situation.next_of(last.thread));
}

void Stepper::Impl::step(schedule::ThreadIndex thread, std::uint16_t choice) {
  const std::size_t before = position();
  const bool as_planned = before < plan.size() && plan[before].thread == thread && plan[before].choice == choice;
  if (as_planned) return go_to(end_of_statement(before));
  if (before < plan.size()) cut_off.push_back({before, plan, steps});
  plan.resize(before);
  steps.resize(before);
  plan.push_back({thread, choice});
  play_statement();
}

void Stepper::Impl::undo() {
  const std::size_t target = start_of_statement(position() - 1);
  if (!cut_off.empty() && cut_off.back().position == target) {
    plan = std::move(cut_off.back().plan);
    steps = std::move(cut_off.back().steps);
    cut_off.pop_back();
  }
  go_to(target);
}

void Stepper::Impl::load(const std::string& text, Fidelity fidelity) {
  const schedule::Schedule schedule = parse_schedule(text);
  const LessonProgram& program = player->program();
  if (schedule.program != program.name()) {
    throw BadInput("The schedule is of " + schedule.program + ", not of " + program.name() + ".");
  }
  if (schedule.parameters != program.parameters()) {
    throw BadInput("The schedule was made with other parameters; set those first.");
  }
  auto its_player = std::make_unique<Player>(LessonProgram(entry, variant, program.settings(), schedule.seed), crew,
                                             schedule.policies);
  Followed followed = follow(*its_player, schedule, fidelity);
  player = std::move(its_player);
  plan.clear();
  steps.clear();
  cut_off.clear();
  adopt(std::move(followed.scene), followed.pre_empted);
  go_to(0);
}

Stepper::Stepper(const Entry& entry, std::string_view variant, const Settings& settings, Options options)
    : impl_(std::make_unique<Impl>(entry, entry.lesson.variant(variant), settings, options)) {}

Stepper::~Stepper() = default;

Stepper::Result Stepper::frame() const { return impl_->frame; }

const Settings& Stepper::settings() const { return impl_->player->program().settings(); }

Stepper::Result Stepper::step(trace::ThreadId id, std::uint16_t choice) {
  const StepThread* const thread = impl_->frame->thread(id);
  if (thread == nullptr) throw BadInput("There is no such thread yet.");
  impl_->require_open();
  const auto& ways = thread->options;
  if (ways.empty()) throw BadInput(thread->name + " cannot go: it " + thread->pending + ".");
  if (std::none_of(ways.begin(), ways.end(), [&](const StepOption& way) { return way.choice == choice; })) {
    throw BadInput(thread->name + " cannot go on in that way.");
  }
  impl_->step(*impl_->scene.thread(id), choice);
  return frame();
}

Stepper::Result Stepper::advance() {
  if (frame()->can_redo()) return redo();
  if (frame()->over) return frame();
  impl_->play_statement();
  return frame();
}

Stepper::Result Stepper::undo() {
  if (frame()->can_undo()) impl_->undo();
  return frame();
}

Stepper::Result Stepper::redo() {
  if (frame()->can_redo()) impl_->go_to(impl_->end_of_statement(impl_->position()));
  return frame();
}

Stepper::Result Stepper::go_to(std::size_t position) {
  if (position > impl_->plan.size()) {
    throw BadInput("There are only " + grouped(impl_->plan.size()) + " steps.");
  }
  impl_->go_to(position);
  return frame();
}

Stepper::Result Stepper::run_to_line(std::uint32_t line, std::size_t most) {
  impl_->require_open();
  const std::size_t before = impl_->position();
  impl_->play([&](const Situation& situation, const Move& next) {
    const std::size_t done = situation.done.size();
    if (done >= before + most || done >= most_steps) return true;
    return done > before && impl_->comes_to(line, situation, next);
  });
  return frame();
}

Stepper::Granularity Stepper::granularity() const { return impl_->granularity; }

void Stepper::set_granularity(Granularity granularity) { impl_->granularity = granularity; }

Stepper::Result Stepper::load(const std::string& text, Fidelity fidelity) {
  impl_->load(text, fidelity);
  return frame();
}

std::string Stepper::schedule_text() const {
  const Scene& scene = impl_->scene;
  schedule::Schedule schedule = impl_->player->program().header(impl_->player->policies());
  for (const Step& step : scene.execution.steps) {
    schedule.lines.push_back(schedule::line_of(step, impl_->player->identities()));
  }
  schedule.verdict = scene.execution.verdict;
  schedule.what = scene.execution.what;
  schedule.hash = scene.execution.hash;
  return text_of(schedule);
}

const StepThread* StepFrame::thread(trace::ThreadId id) const {
  const auto found =
      std::find_if(threads.begin(), threads.end(), [id](const StepThread& thread) { return thread.id == id; });
  return found == threads.end() ? nullptr : &*found;
}

}  // namespace course
