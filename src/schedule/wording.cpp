#include "schedule/wording.h"

namespace schedule {

std::string_view name(OperationKind kind) {
  switch (kind) {
    case OperationKind::start: return "start";
    case OperationKind::end: return "end";
    case OperationKind::join: return "join";
    case OperationKind::acquire: return "acquire";
    case OperationKind::release: return "release";
    case OperationKind::wait: return "wait";
    case OperationKind::reacquire: return "reacquire";
    case OperationKind::notify: return "notify";
    case OperationKind::set: return "set";
    case OperationKind::clear: return "clear";
    case OperationKind::wait_set: return "wait_set";
    case OperationKind::put: return "put";
    case OperationKind::get: return "get";
    case OperationKind::task_done: return "task_done";
    case OperationKind::wait_done: return "wait_done";
    case OperationKind::acquire_shared: return "acquire_shared";
    case OperationKind::release_shared: return "release_shared";
    case OperationKind::arrive: return "arrive";
    case OperationKind::leave: return "leave";
    case OperationKind::reset: return "reset";
    case OperationKind::abort: return "abort";
    case OperationKind::count_down: return "count_down";
    case OperationKind::wait_zero: return "wait_zero";
    case OperationKind::submit: return "submit";
    case OperationKind::take_task: return "take_task";
    case OperationKind::cancel: return "cancel";
    case OperationKind::run_future: return "run_future";
    case OperationKind::resolve: return "resolve";
    case OperationKind::wait_resolved: return "wait_resolved";
    case OperationKind::load: return "load";
    case OperationKind::store: return "store";
    case OperationKind::modify: return "modify";
    case OperationKind::sleep: return "sleep";
    case OperationKind::compute: return "compute";
    case OperationKind::step: return "step";
    case OperationKind::enumerate: return "enumerate";
    case OperationKind::test: return "test";
  }
  return {};
}

std::string_view name(Ending ending) {
  switch (ending) {
    case Ending::act: return "act";
    case Ending::time_out: return "time_out";
    case Ending::wake_up: return "wake_up";
  }
  return {};
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds: return "holds";
    case Verdict::fails: return "fails";
    case Verdict::deadlocks: return "deadlocks";
    case Verdict::does_not_end: return "does_not_end";
    case Verdict::abandoned: return "abandoned";
  }
  return {};
}

std::string name_in(const Step& step, const Identities& identities) {
  return step.kind == OperationKind::step ? identities.label(step.label) : identities[step.object].name;
}

std::string words_of(OperationKind kind, const std::string& its_name) {
  return std::string(name(kind)) + "(" + its_name + ")";
}

std::string words_of(const Step& step, const Identities& identities) {
  return words_of(step.kind, name_in(step, identities));
}

std::string words_of(const std::vector<Wait>& waits, const Identities& identities) {
  std::string words;
  for (const Wait& wait : waits) {
    if (!words.empty()) words += "; ";
    words += identities[wait.step.thread].name + " waits for ";
    if (wait.step.kind == OperationKind::join && wait.holder) {
      words += "the end of " + identities[*wait.holder].name;
      continue;
    }
    words += "'" + identities[wait.step.object].name + "'";
    if (wait.holder) words += ", held by " + identities[*wait.holder].name;
  }
  return words;
}

std::string names_of(const std::vector<ThreadIndex>& threads, const Identities& identities) {
  std::string names;
  for (const ThreadIndex thread : threads) names += (names.empty() ? "" : ", ") + identities[thread].name;
  return names;
}

}  // namespace schedule
