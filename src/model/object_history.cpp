#include "model/object_history.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "model/sequence.h"

namespace model {
namespace {

using trace::Event;
using trace::EventKind;
using trace::ObjectKind;

bool has_number(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::semaphore:
    case ObjectKind::bounded_semaphore:
    case ObjectKind::event:
    case ObjectKind::queue:
    case ObjectKind::lifo_queue:
    case ObjectKind::priority_queue:
    case ObjectKind::simple_queue:
    case ObjectKind::barrier:
    case ObjectKind::executor:
    case ObjectKind::rw_lock:
    case ObjectKind::latch:
    case ObjectKind::variable:
    case ObjectKind::local:
    case ObjectKind::gauge: return true;
    case ObjectKind::thread:
    case ObjectKind::lock:
    case ObjectKind::rlock:
    case ObjectKind::condition:
    case ObjectKind::timer:
    case ObjectKind::future:
    case ObjectKind::interpreter_lock: return false;
  }
  return false;
}

}  // namespace

bool changes_value(EventKind kind) {
  switch (kind) {
    case EventKind::acquired:
    case EventKind::released:
    case EventKind::set:
    case EventKind::cleared:
    case EventKind::put:
    case EventKind::got:
    case EventKind::stored:
    case EventKind::modified:
    case EventKind::arrived:
    case EventKind::left:
    case EventKind::broken:
    case EventKind::reset:
    case EventKind::counted_down:
    case EventKind::changed:
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
    case EventKind::notified:
    case EventKind::task_done:
    case EventKind::loaded:
    case EventKind::printed:
    case EventKind::marked: return false;
  }
  return false;
}

ObjectHistory::ObjectHistory(const trace::ObjectName& name, trace::Time since) {
  view_.id = name.id;
  view_.kind = name.kind;
  view_.value = name.value;
  if (has_number(name.kind)) series_.emplace(name.id, since, name.value);
  rename(name);
}

void ObjectHistory::rename(const trace::ObjectName& name) {
  view_.name = name.name;
  view_.limit = name.limit;
  if (view_.kind == ObjectKind::thread) view_.value = name.value;
}

bool ObjectHistory::has_owner() const {
  return view_.kind == ObjectKind::lock || view_.kind == ObjectKind::rlock || view_.kind == ObjectKind::rw_lock ||
         view_.kind == ObjectKind::interpreter_lock;
}

/// Of a readers-writer lock only its writer is the owner; of a future, who is at work on it.
bool ObjectHistory::makes_owner(const Event& event) const {
  if (view_.kind == ObjectKind::future) return event.value == static_cast<std::int64_t>(trace::FutureState::running);
  return view_.kind == ObjectKind::rw_lock ? event.value < 0 : event.value > 0;
}

bool ObjectHistory::knows_owner() const { return has_owner() && view_.changes > 0; }

std::vector<trace::ThreadId> ObjectHistory::holders() const {
  if (view_.kind == ObjectKind::rw_lock) {
    const auto inside = static_cast<std::size_t>(std::abs(view_.value));
    return takers_.size() == inside ? takers_ : std::vector<trace::ThreadId>();
  }
  return view_.owner ? std::vector{view_.owner} : std::vector<trace::ThreadId>();
}

void ObjectHistory::hold(trace::Contents contents) {
  told_.insert_or_assign(contents.sequence, std::move(contents.items));
}

void ObjectHistory::apply(const Event& event) {
  if (event.kind == EventKind::task_done || event.kind == EventKind::notified) ++view_.changes;
  if (!changes_value(event.kind)) return;
  ++view_.changes;
  const bool newest = event.sequence == 0 || sequence_ == 0 || is_newer(event.sequence, sequence_);
  if (newest && event.sequence != 0) sequence_ = event.sequence;
  set_value(event, newest);
  set_items(event, newest);
  follow_takers(event, newest);
  const bool tells_owner = has_owner() || view_.kind == ObjectKind::future;
  if (newest && tells_owner) view_.owner = makes_owner(event) ? event.thread : trace::ThreadId{};
}

void ObjectHistory::follow_takers(const Event& event, bool newest) {
  const bool shared = view_.kind == ObjectKind::rw_lock;
  if (is_signal_ || (!shared && view_.kind != ObjectKind::lock)) return;
  const auto mine = std::ranges::find(takers_, event.thread);
  const bool known = mine != takers_.end();
  if (event.kind == EventKind::released && known) takers_.erase(mine);
  if (event.kind == EventKind::released && !known) is_signal_ = !shared;
  // Whoever writes is alone, and after the last has left nobody is there: mends what lost events left behind.
  if (shared && newest && event.value <= 0) takers_.clear();
  if (event.kind == EventKind::acquired && (shared || !known)) takers_.push_back(event.thread);
}

void ObjectHistory::set_value(const Event& event, bool newest) {
  if (newest) view_.value = event.value;
  if (!series_) return;
  if (newest) {
    series_->append(event.time, event.value);
  } else {
    series_->append_late(event.time, event.value);
  }
}

/// A change of which nothing is told makes them unknown.
void ObjectHistory::set_items(const Event& event, bool newest) {
  if (told_.empty() && view_.items.empty()) return;
  const auto told = told_.find(event.sequence);
  if (newest) view_.items = told == told_.end() ? std::vector<std::string>() : std::move(told->second);
  if (told != told_.end()) told_.erase(told);
}

}  // namespace model
