#include "course/step_frame.h"

#include <algorithm>
#include <string_view>

#include "course/frame_parts.h"
#include "course/gauges.h"
#include "course/step_words.h"
#include "model/object_history.h"
#include "schedule/minimise.h"

namespace course {
namespace {

using schedule::Identities;
using schedule::OperationKind;
using schedule::Step;
using schedule::ThreadIndex;
using trace::EventKind;

bool changes_object(EventKind kind) {
  return model::changes_value(kind) || kind == EventKind::notified || kind == EventKind::task_done;
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

bool has_begun(const Scene& scene, ThreadIndex thread) {
  const model::ThreadView* const view = scene.frame.snapshot->thread(scene.id(thread));
  return scene.standing[thread].has_value() || (view != nullptr && view->state != model::ThreadState::created);
}

bool has_changed(const StepFrame& frame, trace::ObjectId object) {
  return std::find(frame.changed.begin(), frame.changed.end(), object) != frame.changed.end();
}

std::vector<StepLocal> locals_of(const StepFrame& frame, std::string_view thread) {
  const std::string prefix = local_name(thread, {});
  std::vector<StepLocal> locals;
  for (const model::ObjectView& object : frame.frame.snapshot->objects) {
    if (object.kind != trace::ObjectKind::local || !object.name.starts_with(prefix)) continue;
    locals.push_back({object.name.substr(prefix.size()), object.value, has_changed(frame, object.id)});
  }
  return locals;
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
                     .words = done_in_words(scene, i, identities),
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
  frame.over = scene.completed || frame.verdict.kind != StepVerdict::Kind::open;
  if (frame.frame.ending != Ending::running) {
    frame.figures = figures_of(player.program().variant(), player.program().settings(), scene.observed);
  }
  for (const ThreadIndex thread : scene.threads) {
    if (has_begun(scene, thread)) frame.threads.push_back(thread_of(scene, thread, frame.over, player));
  }
  frame.changed = changed_since(scene, last);
  for (StepThread& thread : frame.threads) thread.locals = locals_of(frame, thread.name);
  for (const model::ObjectView& object : scene.frame.snapshot->objects) {
    const bool gauge = object.kind == trace::ObjectKind::gauge;
    if (!gauge && object.kind != trace::ObjectKind::variable) continue;
    frame.values.push_back({object.id, object.name, object.value, gauge, has_changed(frame, object.id)});
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
