#include "course/player.h"

#include <algorithm>

#include "course/judging.h"
#include "course/wording.h"
#include "model/history.h"

namespace course {

namespace {

schedule::Policies going_on(schedule::Policies policies) {
  policies.at_failure = schedule::Policies::AtFailure::go_on;
  return policies;
}

}  // namespace

using schedule::Situation;
using schedule::ThreadIndex;

trace::ThreadId Scene::id(ThreadIndex thread) const { return thread < ids.size() ? ids[thread] : trace::ThreadId{}; }

std::optional<ThreadIndex> Scene::thread(trace::ThreadId id) const {
  const auto found = std::find(ids.begin(), ids.end(), id);
  if (!id || found == ids.end()) return std::nullopt;
  return static_cast<ThreadIndex>(found - ids.begin());
}

/// Hands the guide's decisions on, and looks around where there are no more.
class Player::Watcher final : public schedule::Scheduler {
 public:
  Watcher(const schedule::ControlledRun& run, schedule::Scheduler& guide, std::size_t most_steps)
      : run_(run), guide_(guide), most_steps_(most_steps) {}

  std::optional<schedule::Move> choose(const Situation& situation) override {
    const bool failed = run_.so_far().failed();
    if (situation.done.size() + 1 == most_steps_) look_around(situation);  // nobody asks after the last one
    const auto move = failed ? std::nullopt : guide_.choose(situation);
    if (!move) look_around(situation);
    return move;
  }

  void ended(const Situation& situation) override {
    guide_.ended(situation);
    look_around(situation);
    scene_.completed = !run_.so_far().failed();
  }

  void made(const ControlledStage& stage) { stage_ = &stage; }
  Scene take() { return std::move(scene_); }

 private:
  void look_around(const Situation& situation) {
    scene_.observed = stage_->facts().observed;
    schedule::for_each(situation.unfinished, [&](ThreadIndex thread) {
      scene_.standing[thread] = {situation.next_of(thread), situation.can_go(thread)};
    });
  }

  const schedule::ControlledRun& run_;
  schedule::Scheduler& guide_;
  const std::size_t most_steps_;
  const ControlledStage* stage_ = nullptr;
  Scene scene_;
};

Player::Player(const LessonProgram& program, schedule::Crew& crew, const schedule::Policies& policies)
    : program_(program), policies_(going_on(policies)), run_(identities_, crew, policies_) {}

Scene Player::play(schedule::Scheduler& guide) {
  Watcher watcher(run_, guide, policies_.most_steps);
  const auto recorder = std::make_shared<trace::Recorder>(trace::Timekeeping::by_hand);
  const schedule::Execution& execution =
      run_.execute(program_.set_up([&](const ControlledStage& stage) { watcher.made(stage); }), watcher, recorder);
  Scene scene = watcher.take();
  scene.execution = execution;
  scene.completed = scene.completed && execution.verdict != schedule::Verdict::deadlocks;
  read_trace(scene, *recorder);
  judge(scene);
  return scene;
}

/// Who is who, and what it looks like.
void Player::read_trace(Scene& scene, trace::Recorder& recorder) const {
  trace::Batch batch = recorder.drain();
  batch.last = true;
  for (const trace::NameRecord& record : batch.names) {
    const auto* const name = std::get_if<trace::ThreadName>(&record);
    if (name == nullptr || name->path.empty()) continue;
    const auto thread = identities_.find_thread(name->path);
    if (!thread || *thread == schedule::set_up_thread) continue;
    scene.ids.resize(std::max<std::size_t>(scene.ids.size(), *thread + std::size_t{1}));
    scene.ids[*thread] = name->id;
    scene.threads.push_back(*thread);
  }
  model::History history;
  history.apply(batch);
  history.snapshot();  // who is stuck is told once it was found twice
  scene.frame.snapshot = history.snapshot();
  scene.events = std::move(batch.events);
}

void Player::judge(Scene& scene) const {
  Frame& frame = scene.frame;
  const schedule::Verdict verdict = scene.execution.verdict;
  Facts facts{.observed = scene.observed, .settings = &program_.settings(), .ending = {}, .stuck = {}, .error = {}};
  if (scene.completed) {
    facts.ending = Ending::finished;
  } else if (verdict == schedule::Verdict::deadlocks || !frame.snapshot->stuck.empty()) {
    facts.ending = Ending::stuck;
    facts.stuck =
        frame.snapshot->stuck.empty() ? as_sentence(scene.execution.what) : frame.snapshot->stuck.front().sentence;
  }
  frame.claims = judged(program_.entry().lesson, facts, Time::none);
  if (verdict == schedule::Verdict::fails && first_failing(frame.claims) == nullptr) facts.ending = Ending::failed;
  frame.ending = facts.ending;
  frame.state = scene.is_open() && facts.ending == Ending::running ? RunState::paused : RunState::over;
}

}  // namespace course
