#include "course/step_words.h"

#include <string_view>

namespace course {
namespace {

using schedule::Ending;
using schedule::Identities;
using schedule::OperationKind;
using schedule::Step;
using trace::ObjectKind;

/// %o: the object; %l: a condition's lock; %s: the label of a step.
struct Verb {
  std::string_view will;
  std::string_view has;
};

Verb verb(OperationKind kind) {
  switch (kind) {
    case OperationKind::start: return {"start %o", "started %o"};
    case OperationKind::end: return {"end", "ended"};
    case OperationKind::join: return {"go on after the end of %o", "saw the end of %o"};
    case OperationKind::acquire: return {"acquire %o", "acquired %o"};
    case OperationKind::release: return {"release %o", "released %o"};
    case OperationKind::wait: return {"release %l and wait on %o", "released %l and waits on %o"};
    case OperationKind::reacquire: return {"take %l back", "took %l back"};
    case OperationKind::notify: return {"notify %o", "notified %o"};
    case OperationKind::set: return {"set %o", "set %o"};
    case OperationKind::clear: return {"clear %o", "cleared %o"};
    case OperationKind::wait_set: return {"look whether %o is set", "found %o set"};
    case OperationKind::put: return {"put an item into %o", "put an item into %o"};
    case OperationKind::get: return {"take an item out of %o", "took an item out of %o"};
    case OperationKind::task_done: return {"report a task of %o as done", "reported a task of %o as done"};
    case OperationKind::wait_done: return {"find all tasks of %o done", "found all tasks of %o done"};
    case OperationKind::acquire_shared: return {"acquire %o to read", "acquired %o to read"};
    case OperationKind::release_shared: return {"release %o after reading", "released %o after reading"};
    case OperationKind::arrive: return {"arrive at %o", "arrived at %o"};
    case OperationKind::leave: return {"leave %o", "left %o"};
    case OperationKind::reset: return {"reset %o", "reset %o"};
    case OperationKind::abort: return {"break %o", "broke %o"};
    case OperationKind::count_down: return {"count %o down", "counted %o down"};
    case OperationKind::wait_zero: return {"find %o at 0", "found %o at 0"};
    case OperationKind::submit: return {"submit a task to %o", "submitted a task to %o"};
    case OperationKind::take_task: return {"take a task of %o", "took a task of %o"};
    case OperationKind::cancel: return {"cancel %o", "cancelled %o"};
    case OperationKind::run_future: return {"begin with %o", "began with %o"};
    case OperationKind::resolve: return {"give %o its result", "gave %o its result"};
    case OperationKind::wait_resolved: return {"take the result of %o", "took the result of %o"};
    case OperationKind::load: return {"read %o", "read %o"};
    case OperationKind::store: return {"write %o", "wrote %o"};
    case OperationKind::modify: return {"change %o in one step", "changed %o in one step"};
    case OperationKind::sleep: return {"sleep", "slept"};
    case OperationKind::compute: return {"compute", "computed"};
    case OperationKind::step: return {"do a step: %s", "did a step: %s"};
    case OperationKind::enumerate: return {"look which threads are alive", "looked which threads are alive"};
    case OperationKind::test: return {"look at %o", "looked at %o"};
  }
  return {};
}

std::string filled(std::string_view pattern, const Step& step, const Identities& identities) {
  const std::size_t at = pattern.find('%');
  if (at == std::string_view::npos) return std::string(pattern);
  const auto meant = [&](char letter) {
    if (letter == 's') return identities.label(step.label);
    return object_in_words(identities, letter == 'l' && step.lock != schedule::no_object ? step.lock : step.object);
  };
  return std::string(pattern.substr(0, at)) + meant(pattern[at + 1]) + filled(pattern.substr(at + 2), step, identities);
}

bool is_gauge(const Step& step, const Identities& identities) {
  return identities[step.object].kind == ObjectKind::gauge;
}

/// Sets and changes of numbers, with the number.
std::optional<std::string> will_change(const Step& step, const Identities& identities) {
  const std::string object = object_in_words(identities, step.object);
  const std::string number = std::to_string(step.value);
  if (step.kind == OperationKind::store) {
    return is_gauge(step, identities) ? "set " + object + " to " + number : "store " + number + " to " + object;
  }
  if (step.kind != OperationKind::modify || !is_gauge(step, identities)) return std::nullopt;
  return step.value < 0 ? "take " + std::to_string(-step.value) + " from " + object : "add " + number + " to " + object;
}

std::string has_changed(const Step& step, std::int64_t value, const Identities& identities) {
  const std::string object = object_in_words(identities, step.object);
  const std::string number = std::to_string(value);
  if (step.kind == OperationKind::load) return "read " + number + " from " + object;
  if (is_gauge(step, identities)) return "set " + object + " to " + number;
  return step.kind == OperationKind::store ? "stored " + number + " to " + object
                                           : "changed " + object + " to " + number + " in one step";
}

bool has_number(OperationKind kind) {
  return kind == OperationKind::load || kind == OperationKind::store || kind == OperationKind::modify;
}

}  // namespace

std::string object_in_words(const Identities& identities, schedule::ObjectNumber object) {
  const Identities::Object& what = identities[object];
  switch (what.kind) {
    case ObjectKind::thread:
    case ObjectKind::variable: return what.name;
    case ObjectKind::gauge: return "\"" + what.name + "\"";
    default: return std::string(trace::name(what.kind)) + " " + what.name;
  }
}

std::string will_do(const Step& step, Ending ending, const Identities& identities) {
  switch (ending) {
    case Ending::act: break;
    case Ending::time_out:
      return (step.only_tries ? "go on without " : "give up waiting for ") + object_in_words(identities, step.object);
    case Ending::wake_up: return "wake up for no reason";
  }
  if (const auto change = will_change(step, identities)) return *change;
  return filled(verb(step.kind).will, step, identities);
}

std::string has_done(const Step& step, std::optional<std::int64_t> value, const Identities& identities) {
  switch (step.ending) {
    case Ending::act: break;
    case Ending::time_out:
      return (step.only_tries ? "went on without " : "gave up waiting for ") + object_in_words(identities, step.object);
    case Ending::wake_up: return "woke up for no reason";
  }
  if (value && has_number(step.kind)) return has_changed(step, *value, identities);
  // Only one that found the flag up has recorded it; the other has come to wait.
  if (step.kind == OperationKind::wait_set && !value) return filled("found %o not set", step, identities);
  return filled(verb(step.kind).has, step, identities);
}

}  // namespace course
