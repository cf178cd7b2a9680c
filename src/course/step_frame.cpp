#include "course/step_frame.h"

#include <algorithm>
#include <string_view>

#include "course/culprits.h"
#include "course/judging.h"
#include "course/step_words.h"
#include "model/words.h"
#include "schedule/minimise.h"

namespace course {
namespace {

using schedule::Ending;
using schedule::Identities;
using schedule::OperationKind;
using schedule::Step;
using schedule::ThreadIndex;
using trace::EventKind;

StepOption::Kind kind_of(Ending ending) {
  switch (ending) {
    case Ending::act: return StepOption::Kind::act;
    case Ending::time_out: return StepOption::Kind::time_out;
    case Ending::wake_up: return StepOption::Kind::wake_up;
  }
  return StepOption::Kind::act;
}

std::uint32_t line_of(const Step& step, const Entry& entry) {
  return step.source.file == entry.code_file ? step.source.line : 0;
}

bool has_value(EventKind kind) {
  return kind == EventKind::loaded || kind == EventKind::stored || kind == EventKind::modified ||
         kind == EventKind::measured;
}

bool changes_object(EventKind kind) {
  switch (kind) {
    case EventKind::acquired:
    case EventKind::released:
    case EventKind::notified:
    case EventKind::set:
    case EventKind::cleared:
    case EventKind::put:
    case EventKind::got:
    case EventKind::task_done:
    case EventKind::arrived:
    case EventKind::left:
    case EventKind::broken:
    case EventKind::reset:
    case EventKind::counted_down:
    case EventKind::changed:
    case EventKind::stored:
    case EventKind::modified:
    case EventKind::measured: return true;
    case EventKind::thread_created:
    case EventKind::thread_launched:
    case EventKind::thread_started:
    case EventKind::thread_finished:
    case EventKind::joined:
    case EventKind::reached:
    case EventKind::blocked:
    case EventKind::woke:
    case EventKind::resumed:
    case EventKind::sleeping:
    case EventKind::saw:
    case EventKind::loaded:
    case EventKind::printed:
    case EventKind::marked: return false;
  }
  return false;
}

auto first_event_of(const Scene& scene, std::size_t step) {
  return std::partition_point(scene.events.begin(), scene.events.end(), [step](const trace::Event& event) {
    return event.time < step_length * static_cast<std::int64_t>(step);
  });
}

/// What a step read or wrote, as the trace has it.
std::optional<std::int64_t> value_of(const Scene& scene, std::size_t step) {
  const auto end = first_event_of(scene, step + 1);
  const trace::ThreadId thread = scene.id(scene.execution.steps[step].thread);
  const auto found = std::find_if(first_event_of(scene, step), end, [thread](const trace::Event& event) {
    return event.thread == thread && has_value(event.kind);
  });
  return found == end ? std::nullopt : std::optional(found->value);
}

std::vector<trace::ObjectId> changed_since(const Scene& scene, std::size_t step) {
  std::vector<trace::ObjectId> changed;
  if (scene.execution.steps.empty()) return changed;
  for (auto event = first_event_of(scene, step); event != scene.events.end(); ++event) {
    if (!event->object || !changes_object(event->kind)) continue;
    if (std::find(changed.begin(), changed.end(), event->object) == changed.end()) changed.push_back(event->object);
  }
  return changed;
}

std::string waits_in_words(const Scene& scene, trace::ThreadId id, const Step& next, const Identities& identities) {
  const model::Snapshot& snapshot = *scene.frame.snapshot;
  const model::ThreadView* view = snapshot.thread(id);
  if (view == nullptr || !view->waits_for) return "waits for " + object_in_words(identities, next.object);
  const bool held = view->held_by && !model::is_thread(snapshot, view->waits_for);
  return "waits for " + model::awaited(snapshot, view->waits_for) +
         (held ? ", held by " + snapshot.describe(view->held_by) : std::string());
}

std::size_t wake_ups(const Scene& scene) {
  const auto& steps = scene.execution.steps;
  return static_cast<std::size_t>(
      std::count_if(steps.begin(), steps.end(), [](const Step& step) { return step.ending == Ending::wake_up; }));
}

/// Those that a notify could choose, in the order in which they came.
std::vector<ThreadIndex> waiters_of(const Scene& scene, schedule::ObjectNumber condition) {
  std::vector<std::pair<std::size_t, ThreadIndex>> waiters;
  const auto& steps = scene.execution.steps;
  for (const ThreadIndex thread : scene.threads) {
    const auto& standing = scene.standing[thread];
    if (!standing || standing->next.kind != OperationKind::reacquire || standing->next.object != condition) continue;
    const auto* const touched = standing->next.footprint.begin();
    if (touched != standing->next.footprint.end() && touched->object == standing->next.lock) continue;  // chosen
    const auto joined = std::find_if(steps.rbegin(), steps.rend(), [thread](const Step& step) {
      return step.thread == thread && step.kind == OperationKind::wait;
    });
    waiters.emplace_back(steps.rend() - joined, thread);
  }
  std::sort(waiters.begin(), waiters.end());
  std::vector<ThreadIndex> threads;
  for (const auto& [when, thread] : waiters) threads.push_back(thread);
  return threads;
}

std::vector<StepOption> options_of(const Scene& scene, const Step& next, const Player& player) {
  const Identities& identities = player.identities();
  if (next.kind == OperationKind::notify && player.policies().woken == schedule::Policies::Woken::any) {
    std::vector<StepOption> options;
    for (const ThreadIndex waiter : waiters_of(scene, next.object)) {
      options.push_back({StepOption::Kind::act, static_cast<std::uint16_t>(options.size()),
                         will_do(next, Ending::act, identities) + ", choosing " + identities[waiter].name});
    }
    if (options.size() > 1) return options;
  }
  std::vector<StepOption> options{{kind_of(next.ending), 0, will_do(next, next.ending, identities)}};
  const bool waits_to_be_chosen = next.kind == OperationKind::reacquire && next.lock != schedule::no_object;
  if (next.ending == Ending::time_out && waits_to_be_chosen && wake_ups(scene) < player.policies().wake_ups) {
    options.push_back({StepOption::Kind::wake_up, 1, will_do(next, Ending::wake_up, identities)});
  }
  return options;
}

std::string pending_of(const Scene& scene, trace::ThreadId id, const Scene::Standing& standing,
                       const Identities& identities) {
  const Step& next = standing.next;
  const bool by_itself = next.ending == Ending::act || next.only_tries;
  if (standing.can_go && by_itself) return "will " + will_do(next, next.ending, identities);
  return waits_in_words(scene, id, next, identities);
}

std::string last_words(const Scene& scene, ThreadIndex thread, const Identities& identities) {
  const auto& steps = scene.execution.steps;
  for (std::size_t i = steps.size(); i-- > 0;) {
    if (steps[i].thread == thread) return has_done(steps[i], value_of(scene, i), identities);
  }
  return {};
}

StepThread thread_of(const Scene& scene, ThreadIndex thread, bool over, const Player& player) {
  const Identities& identities = player.identities();
  StepThread shown{.id = scene.id(thread), .name = identities[thread].name, .pending = {}, .last = {}, .options = {}};
  shown.last = last_words(scene, thread, identities);
  const auto& standing = scene.standing[thread];
  if (!standing) {
    shown.standing = StepThread::Standing::finished;
    shown.pending = "has finished";
    return shown;
  }
  shown.standing = standing->can_go ? StepThread::Standing::can_go : StepThread::Standing::waits;
  shown.pending = pending_of(scene, shown.id, *standing, identities);
  shown.line = line_of(standing->next, player.program().entry());
  if (standing->can_go && !over) shown.options = options_of(scene, standing->next, player);
  return shown;
}

std::vector<Step> waiting_steps(const Scene& scene) {
  std::vector<Step> waiting;
  for (const ThreadIndex thread : scene.threads) {
    if (scene.standing[thread] && !scene.standing[thread]->can_go) waiting.push_back(scene.standing[thread]->next);
  }
  return waiting;
}

/// The last step in which one of the claim's gauges was measured.
Culprits last_measured(const std::vector<Step>& steps, const Claim& claim, const Identities& identities) {
  for (std::size_t i = steps.size(); i-- > 0;) {
    const auto& object = identities[steps[i].object];
    if (object.kind != trace::ObjectKind::gauge) continue;
    const auto found = std::find(claim.gauges.begin(), claim.gauges.end(), object.name);
    if (found != claim.gauges.end()) return {{i}, {}};
  }
  return {};
}

void blame(StepVerdict& verdict, const Scene& scene, const Player& player) {
  const auto& steps = scene.execution.steps;
  const Identities& identities = player.identities();
  Culprits culprits;
  if (verdict.kind == StepVerdict::Kind::stuck) culprits = find_holders(steps, waiting_steps(scene), identities);
  if (verdict.kind == StepVerdict::Kind::claim_fails) {
    culprits = find_lost_update(steps, identities);
    const auto& claims = player.program().entry().lesson.claims;
    const auto claim =
        std::find_if(claims.begin(), claims.end(), [&](const Claim& each) { return each.id == verdict.claim; });
    if (culprits.steps.empty()) culprits = last_measured(steps, *claim, identities);
  }
  if (culprits.steps.empty() && !steps.empty()) culprits.steps.push_back(steps.size() - 1);
  verdict.culprits = std::move(culprits.steps);
  verdict.because = std::move(culprits.because);
}

StepVerdict verdict_of(const Scene& scene, const Player& player) {
  using Kind = StepVerdict::Kind;
  StepVerdict verdict{.sentence = {}, .claim = {}, .because = {}};
  const ClaimState* const failing = first_failing(scene.frame.claims);
  if (failing != nullptr) verdict.claim = failing->id;
  if (scene.frame.ending == course::Ending::stuck) {
    verdict.kind = Kind::stuck;
    const auto& stuck = scene.frame.snapshot->stuck;
    verdict.sentence = stuck.empty() ? scene.execution.what + "." : stuck.front().sentence;
  } else if (failing != nullptr) {
    verdict.kind = Kind::claim_fails;
    verdict.sentence = in_words(*failing);
  } else if (scene.execution.failed()) {
    verdict.kind = Kind::error;
    verdict.sentence = scene.execution.what + ".";
  } else if (scene.completed) {
    verdict.kind = Kind::holds;
    verdict.sentence = "Every thread has ended, and every claim holds.";
  }
  if (verdict.fails()) blame(verdict, scene, player);
  return verdict;
}

}  // namespace

std::vector<ScheduledStep> steps_of(const Scene& scene, std::size_t first, const std::vector<bool>& pre_empted,
                                    const Player& player) {
  const Identities& identities = player.identities();
  const auto& steps = scene.execution.steps;
  std::vector<ScheduledStep> shown;
  for (std::size_t i = first; i < steps.size(); ++i) {
    const Step& step = steps[i];
    const bool continues =
        i > 0 && steps[i - 1].thread == step.thread && continues_statement(steps[i - 1], step, identities);
    shown.push_back({.thread = scene.id(step.thread),
                     .thread_name = identities[step.thread].name,
                     .ended = kind_of(step.ending),
                     .words = has_done(step, value_of(scene, i), identities),
                     .line = line_of(step, player.program().entry()),
                     .pre_empted = pre_empted[i],
                     .continues = continues});
  }
  return shown;
}

StepFrame frame_of(const Scene& scene, std::size_t last, const Player& player) {
  StepFrame frame;
  frame.frame = scene.frame;
  frame.verdict = verdict_of(scene, player);
  frame.over = frame.verdict.kind != StepVerdict::Kind::open;
  for (const ThreadIndex thread : scene.threads) frame.threads.push_back(thread_of(scene, thread, frame.over, player));
  frame.changed = changed_since(scene, last);
  for (const model::ObjectView& object : scene.frame.snapshot->objects) {
    const bool gauge = object.kind == trace::ObjectKind::gauge;
    if (!gauge && object.kind != trace::ObjectKind::variable) continue;
    const bool changed = std::find(frame.changed.begin(), frame.changed.end(), object.id) != frame.changed.end();
    frame.values.push_back({object.id, object.name, object.value, gauge, changed});
  }
  return frame;
}

std::vector<bool> matters_of(const Scene& scene, const Player& player) {
  const bool failed = scene.execution.failed();
  if (!failed) return std::vector<bool>(scene.execution.steps.size(), true);
  return schedule::matters(scene.execution, player.identities());
}

bool continues_statement(const Step& earlier, const Step& later, const Identities& identities) {
  const auto of_variable = [&](const Step& step) {
    return identities[step.object].kind == trace::ObjectKind::variable;
  };
  const bool accesses = later.kind == OperationKind::load || later.kind == OperationKind::store;
  const bool reads_again = later.kind == OperationKind::load && later.object == earlier.object;
  return earlier.kind == OperationKind::load && accesses && !reads_again && of_variable(earlier) &&
         of_variable(later) && earlier.source.line == later.source.line &&
         std::string_view(earlier.source.file) == later.source.file;
}

}  // namespace course
