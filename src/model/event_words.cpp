#include <optional>

#include "model/snapshot.h"
#include "model/words.h"
#include "trace/digits.h"

namespace model {
namespace {

using trace::Event;
using trace::EventKind;
using trace::ObjectKind;

std::string counted(std::int64_t number, std::string_view one) {
  std::string text = trace::grouped(number) + " ";
  text.append(one);
  return number == 1 ? text : text + "s";
}

/// " (3 permits left)": what the value means after an acquire or release; empty where the name says it all.
std::string remainder(const Snapshot& snapshot, const Event& event) {
  const ObjectView* object = snapshot.object(event.object);
  if (object == nullptr) return {};
  switch (object->kind) {
    case ObjectKind::semaphore:
    case ObjectKind::bounded_semaphore: return " (" + counted(event.value, "permit") + " left)";
    case ObjectKind::rw_lock:
      if (event.value < 0) return " to write";
      if (event.kind == EventKind::acquired) return " to read (" + counted(event.value, "reader") + " inside)";
      return event.value > 0 ? " (" + counted(event.value, "reader") + " left inside)" : std::string();
    case ObjectKind::rlock:
      if (event.kind == EventKind::acquired && event.value > 1)
        return " again (depth " + std::to_string(event.value) + ")";
      if (event.kind == EventKind::released && event.value > 0)
        return " once (depth " + std::to_string(event.value) + " left)";
      return {};
    default: return {};
  }
}

std::string finished(const Snapshot& snapshot, const Event& event) {
  if (event.value <= 0) return " finished";
  const std::string_view error = snapshot.text({static_cast<std::uint32_t>(event.value)});
  return error.empty() ? " died of an error" : " died of " + std::string(error);
}

std::string waits(const Snapshot& snapshot, const Event& event) {
  std::string text = " waits for " + awaited(snapshot, event.object);
  if (event.peer && !is_thread(snapshot, event.object)) text += ", held by " + snapshot.describe(event.peer);
  if (event.value >= 0) text += ", " + in_words(trace::Time(event.value)) + " at most";
  return text;
}

std::string comes_to(const Snapshot& snapshot, const Event& event) {
  if (event.value == 0) return " comes to " + (event.object ? snapshot.describe(event.object) : "its next step");
  return " is ready to go on" + (event.object ? " with " + snapshot.describe(event.object) : "");
}

std::string goes_on(const Event& event) {
  if (event.value > 0) return " goes on";
  return event.value == 0 ? " goes on, its time is up" : " is taken down";
}

/// "event ready set", "future sum done", "the end of worker-1".
std::string seen(const Snapshot& snapshot, const Event& event) {
  const ObjectView* object = snapshot.object(event.object);
  if (object == nullptr) return snapshot.describe(event.object);
  switch (object->kind) {
    case ObjectKind::thread: return awaited(snapshot, event.object);
    case ObjectKind::event:
    case ObjectKind::timer: return snapshot.describe(event.object) + " set";
    case ObjectKind::latch: return snapshot.describe(event.object) + " at 0";
    case ObjectKind::future:
      return snapshot.describe(event.object) + " " + std::string(name(static_cast<trace::FutureState>(event.value)));
    default: return snapshot.describe(event.object) + " with nothing unfinished";
  }
}

std::string sleeps(const Event& event) {
  return event.value < 0 ? " has nothing to do" : " sleeps for " + in_words(trace::Time(event.value));
}

std::string said(const Snapshot& snapshot, const Event& event, std::string verb) {
  const std::string_view text = snapshot.text({static_cast<std::uint32_t>(event.value)});
  return text.empty() ? verb : verb.append(": ").append(text);
}

/// What the thread did, after its name.
std::string predicate(const Snapshot& snapshot, const Event& event) {
  const auto object = [&] { return snapshot.describe(event.object); };
  const auto peer = [&] { return snapshot.describe(event.peer); };
  const auto number = [&] { return trace::grouped(event.value); };
  switch (event.kind) {
    case EventKind::thread_created: return " created " + peer();
    case EventKind::thread_launched: return " started " + peer();
    case EventKind::thread_started: return " started";
    case EventKind::thread_finished: return finished(snapshot, event);
    case EventKind::joined: return " joined " + peer();
    case EventKind::reached: return comes_to(snapshot, event);
    case EventKind::blocked: return waits(snapshot, event);
    case EventKind::woke:
      return " woke " + peer() + (event.object ? ", which waited for " + awaited(snapshot, event.object) : "");
    case EventKind::resumed: return goes_on(event);
    case EventKind::sleeping: return sleeps(event);
    case EventKind::saw: return " saw " + seen(snapshot, event);
    case EventKind::acquired: return " acquired " + object() + remainder(snapshot, event);
    case EventKind::released: return " released " + object() + remainder(snapshot, event);
    case EventKind::notified: return " notified " + peer() + " through " + object();
    case EventKind::set: return " set " + object();
    case EventKind::cleared: return " cleared " + object();
    case EventKind::put: return " put an item into " + object() + " (" + number() + " inside)";
    case EventKind::got: return " got an item from " + object() + " (" + number() + " inside)";
    case EventKind::task_done: return " has done a task of " + object() + " (" + number() + " unfinished)";
    case EventKind::arrived: return " arrived at " + object() + " (" + number() + " there)";
    case EventKind::left: return " left " + object() + " (" + number() + " still there)";
    case EventKind::broken: return " broke " + object();
    case EventKind::reset: return " reset " + object();
    case EventKind::counted_down: return " counted " + object() + " down to " + number();
    case EventKind::changed:
      return " made " + object() + " " + std::string(name(static_cast<trace::FutureState>(event.value)));
    case EventKind::loaded: return " read " + number() + " from " + object();
    case EventKind::stored: return " wrote " + number() + " into " + object();
    case EventKind::modified: return " changed " + object() + " to " + number() + " in one step";
    case EventKind::measured: return " set " + object() + " to " + number();
    case EventKind::printed: return said(snapshot, event, " printed");
    case EventKind::marked: return said(snapshot, event, " did a step");
  }
  return {};
}

}  // namespace

std::string Snapshot::describe(const Event& event) const { return describe(event.thread) + predicate(*this, event); }

}  // namespace model
