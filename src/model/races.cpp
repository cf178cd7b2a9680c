#include "model/races.h"

#include <algorithm>
#include <utility>

namespace model {
namespace {

using trace::Event;
using trace::EventKind;
using trace::ObjectKind;

bool is_queue(ObjectKind kind) {
  return kind == ObjectKind::queue || kind == ObjectKind::lifo_queue || kind == ObjectKind::priority_queue ||
         kind == ObjectKind::simple_queue;
}

/// The same for both orders of the two.
std::uint64_t pair_of(const Finding::Step& one, const Finding::Step& other) {
  const auto number = [](const Finding::Step& step) {
    return std::uint64_t{step.source.value} << 8U | static_cast<std::uint64_t>(step.kind);
  };
  const auto [less, greater] = std::minmax({number(one), number(other)});
  return less << 32U | greater;
}

}  // namespace

void Races::add(const trace::ObjectName& name) {
  if (name.id.value >= objects_.size()) objects_.resize(name.id.value + std::size_t{1});
  Object& object = objects_[name.id.value];
  object.kind = name.kind;
  object.limit = name.limit;
  if (name.kind == ObjectKind::variable && object.variable == nullptr) object.variable = std::make_unique<Variable>();
}

Slot Races::begin(trace::ThreadId thread) {
  if (thread.value >= slots_.size()) slots_.resize(thread.value + std::size_t{1}, none);
  const Slot slot = order_.slot(thread);
  slots_[thread.value] = slot;
  clocks_.begin(slot);
  return slot;
}

Races::Access Races::access(const Event& event, const Hold& innermost, Slot slot) const {
  return {clocks_.now(slot), slot, {event.thread, event.kind, event.object, event.source, innermost}};
}

void Races::use(const Event& event, const Hold& innermost) {
  if (objects_[event.object.value].variable == nullptr) return;
  Variable& variable = *objects_[event.object.value].variable;
  const Access now = access(event, innermost, slot(event.thread));
  if (event.kind == EventKind::loaded) return load(variable, now);
  if (event.kind == EventKind::stored) return store(variable, now);
  modify(variable, now);
}

void Races::load(Variable& variable, const Access& access) {
  check(variable, variable.stored, access);
  if (!variable.by_modified.nothing()) clocks_.acquire(access.slot, variable.by_modified);
  const auto place = std::ranges::lower_bound(variable.loaded, access.slot, {}, &Access::slot);
  if (place != variable.loaded.end() && place->slot == access.slot) {
    *place = access;
  } else {
    variable.loaded.insert(place, access);
  }
}

void Races::store(Variable& variable, const Access& access) {
  check(variable, variable.stored, access);
  check(variable, variable.modified, access);
  for (const Access& load : variable.loaded) check(variable, load, access);
  variable.loaded.clear();
  variable.by_modified.forget();
  variable.modified = {};
  variable.stored = access;
}

void Races::modify(Variable& variable, const Access& access) {
  check(variable, variable.stored, access);
  clocks_.acquire(access.slot, variable.by_modified);
  variable.modified = access;
  clocks_.release(access.slot, variable.by_modified);
}

void Races::check(Variable& variable, const Access& earlier, const Access& later) {
  if (known(earlier, later.slot)) return;
  if (races_.size() >= most_races || variable.reported.size() >= most_of_one_variable) return;
  const std::uint64_t pair = pair_of(earlier.step, later.step);
  if (std::ranges::find(variable.reported, pair) != variable.reported.end()) return;
  variable.reported.push_back(pair);
  races_.push_back({FindingKind::race, {earlier.step, later.step}, {}});
}

void Races::order(const Event& event) {
  const Slot slot = this->slot(event.thread);
  if (!event.object) return;
  Object& object = objects_[event.object.value];
  if (object.knowledge == nullptr) object.knowledge = std::make_unique<Knowledge>();
  Knowledge& knowledge = *object.knowledge;
  switch (event.kind) {
    case EventKind::acquired:
    case EventKind::got:
    case EventKind::left:
    case EventKind::saw:
    case EventKind::joined:
    case EventKind::thread_started: return acquire(object, event, knowledge, slot);
    case EventKind::released:
    case EventKind::put:
    case EventKind::task_done:
    case EventKind::set:
    case EventKind::counted_down:
    case EventKind::changed:
    case EventKind::thread_launched:
    case EventKind::thread_finished: return release(object, event, knowledge, slot);
    case EventKind::arrived: return arrive(object, knowledge, slot);
    case EventKind::broken:
    case EventKind::reset:
      knowledge.released.forget();
      knowledge.arrived = 0;
      return;
    default: return;
  }
}

void Races::acquire(const Object& object, const Event& event, Knowledge& knowledge, Slot slot) {
  if (event.kind == EventKind::left) return leave(knowledge, slot);
  if (is_queue(object.kind) && event.kind == EventKind::saw) return clocks_.acquire(slot, knowledge.second);
  clocks_.acquire(slot, knowledge.released);
  if (object.kind != ObjectKind::rw_lock) return;
  knowledge.written = event.value < 0;
  if (knowledge.written) clocks_.acquire(slot, knowledge.second);
}

void Races::release(const Object& object, const Event& event, Knowledge& knowledge, Slot slot) {
  const bool by_reader = object.kind == ObjectKind::rw_lock && !knowledge.written;
  const bool second = by_reader || event.kind == EventKind::task_done;
  clocks_.release(slot, second ? knowledge.second : knowledge.released);
}

/// Where the last to arrive did something meanwhile, the barrier's action, it leaves first and tells the others.
void Races::leave(Knowledge& knowledge, Slot slot) {
  clocks_.acquire(slot, knowledge.second);
  clocks_.release(slot, knowledge.second);
}

void Races::arrive(const Object& object, Knowledge& knowledge, Slot slot) {
  clocks_.release(slot, knowledge.released);
  if (++knowledge.arrived < object.limit) return;
  knowledge.second = std::exchange(knowledge.released, {});
  knowledge.arrived = 0;
  clocks_.acquire(slot, knowledge.second);
}

}  // namespace model
