#include <algorithm>

#include "course/frame_parts.h"
#include "course/step_words.h"
#include "model/words.h"

namespace course {
namespace {

using schedule::Ending;
using schedule::Identities;
using schedule::OperationKind;
using schedule::Step;
using schedule::ThreadIndex;
using trace::EventKind;

bool has_value(EventKind kind) {
  return kind == EventKind::loaded || kind == EventKind::stored || kind == EventKind::modified ||
         kind == EventKind::measured || kind == EventKind::saw;
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
    if (steps[i].thread == thread) return done_in_words(scene, i, identities);
  }
  return {};
}

/// What it read or wrote, as the trace has it.
std::optional<std::int64_t> value_of(const Scene& scene, std::size_t step) {
  const auto end = first_event_of(scene, step + 1);
  const trace::ThreadId thread = scene.id(scene.execution.steps[step].thread);
  const auto found = std::find_if(first_event_of(scene, step), end, [thread](const trace::Event& event) {
    return event.thread == thread && has_value(event.kind);
  });
  return found == end ? std::nullopt : std::optional(found->value);
}

/// "one", "one and two".
std::string notified_by(const Scene& scene, std::size_t step, const Identities& identities) {
  std::string names;
  const auto end = first_event_of(scene, step + 1);
  for (auto event = first_event_of(scene, step); event != end; ++event) {
    if (event->kind != EventKind::notified || !event->peer) continue;
    names += (names.empty() ? "" : " and ") + identities[*scene.thread(event->peer)].name;
  }
  return names;
}

}  // namespace

StepOption::Kind kind_of(schedule::Ending ending) {
  switch (ending) {
    case schedule::Ending::act: return StepOption::Kind::act;
    case schedule::Ending::time_out: return StepOption::Kind::time_out;
    case schedule::Ending::wake_up: return StepOption::Kind::wake_up;
  }
  return StepOption::Kind::act;
}

std::uint32_t line_of(const Step& step, const Entry& entry) {
  return step.source.file == entry.code_file ? step.source.line : 0;
}

std::vector<trace::Event>::const_iterator first_event_of(const Scene& scene, std::size_t step) {
  return std::partition_point(scene.events.begin(), scene.events.end(), [step](const trace::Event& event) {
    return event.time < step_length * static_cast<std::int64_t>(step);
  });
}

std::string done_in_words(const Scene& scene, std::size_t step, const Identities& identities) {
  const Step& done = scene.execution.steps[step];
  const std::string words = has_done(done, value_of(scene, step), identities);
  const bool chose = done.kind == OperationKind::notify && done.alternatives > 1;
  return chose ? words + ", choosing " + notified_by(scene, step, identities) : words;
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

}  // namespace course
