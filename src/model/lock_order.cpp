#include "model/lock_order.h"

#include <algorithm>

namespace model {
namespace {

using trace::Event;
using trace::EventKind;
using trace::ObjectId;
using trace::ObjectKind;
using trace::ThreadId;

bool keep_each_other_out(const Hold& one, const Hold& other) {
  return one.lock == other.lock && !(one.to_read && other.to_read);
}

bool holds(const std::vector<Hold>& held, ObjectId lock) {
  return std::ranges::find(held, lock, &Hold::lock) != held.end();
}

/// The splitting of SplitMix64 (Steele, Lea and Flood 2014), which spreads a number over all bits.
std::uint64_t spread(std::uint64_t number) {
  number += 0x9e3779b97f4a7c15U;
  number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9U;
  number = (number ^ (number >> 27U)) * 0x94d049bb133111ebU;
  return number ^ (number >> 31U);
}

std::uint64_t number_of(ObjectId object) { return std::uint64_t{object.value} << 1U; }
std::uint64_t number_of(const Hold& hold) { return number_of(hold.lock) | (hold.to_read ? 1U : 0U); }

}  // namespace

void LockOrder::add(const trace::ObjectName& name) {
  gates_.add(name);
  if (name.id.value >= locks_.size()) locks_.resize(name.id.value + std::size_t{1});
  const bool exclusive = name.kind == ObjectKind::lock || name.kind == ObjectKind::rlock;
  if (exclusive) locks_[name.id.value].kind = Kind::exclusive;
  if (name.kind == ObjectKind::rw_lock) locks_[name.id.value].kind = Kind::readers_writer;
}

void LockOrder::apply(const Event& event) {
  Lock& lock = locks_[event.object.value];
  if (lock.kind == Kind::no_lock) return gates_.apply(event);
  if (event.kind == EventKind::acquired) return acquired(event, lock);
  if (event.kind == EventKind::released) return released(event, lock);
  // Who waits for a readers-writer lock does not say for what.
  const bool for_ever = event.kind == EventKind::blocked && event.value < 0;
  if (for_ever && lock.kind == Kind::exclusive) wants(event.thread, {event.object, event.source, false});
}

std::vector<Hold>& LockOrder::held_by(ThreadId thread) {
  if (thread.value >= held_.size()) held_.resize(thread.value + std::size_t{1});
  return held_[thread.value];
}

void LockOrder::acquired(const Event& event, Lock& lock) {
  const bool exclusive = lock.kind == Kind::exclusive;
  const Hold hold{event.object, event.source, !exclusive && event.value >= 0};
  std::vector<Hold>& held = held_by(event.thread);
  if (exclusive && holds(held, event.object)) return;  // once more
  if (event.patience == trace::Patience::unlimited) wants(event.thread, hold);
  held.push_back(hold);
  lock.owner = event.thread;
}

void LockOrder::released(const Event& event, const Lock& lock) {
  const bool exclusive = lock.kind == Kind::exclusive;
  if (exclusive && event.value > 0) return;  // held still
  // A Lock may be released by another thread than the one that took it.
  std::vector<Hold>& held = held_by(exclusive ? lock.owner : event.thread);
  const auto last = std::ranges::find(held.rbegin(), held.rend(), event.object, &Hold::lock);
  if (last != held.rend()) held.erase(std::next(last).base());
}

void LockOrder::wants(ThreadId thread, const Hold& wanted) {
  const std::vector<Hold>& held = held_by(thread);
  if (held.empty() || holds(held, wanted.lock)) return;
  const Slot slot = order_.slot(thread);
  if (order_.exhausted()) return;
  const std::size_t from = held.size() - std::min(held.size(), most_held);
  for (std::size_t i = from; i < held.size(); ++i) {
    if (is_new(thread, held[i], wanted, slot) && has_room(held[i], wanted)) learn(thread, held[i], wanted, slot);
  }
}

bool LockOrder::is_new(ThreadId thread, const Hold& first, const Hold& wanted, Slot slot) {
  std::uint64_t way = spread(number_of(first)) ^ spread(spread(number_of(wanted)));
  for (const Hold& hold : held_by(thread)) way += spread(number_of(hold));
  for (const Gates::Permits& permits : gates_.held_by(thread)) way += spread(number_of(permits.gate));
  way = spread(way ^ spread(std::uint64_t{thread.value} << 32U ^ order_.time(slot)));
  return known_.size() < most_known && known_.insert(way).second;
}

bool LockOrder::has_room(const Hold& first, const Hold& wanted) const {
  const auto found = edges_.find(first.lock);
  if (found == edges_.end()) return edge_count_ < most_orders;
  const auto same = [&](const auto& edge) { return edge->second.lock == wanted.lock; };
  const auto ways = static_cast<std::size_t>(std::ranges::count_if(found->second, same));
  return edge_count_ < most_orders && ways < most_ways;
}

void LockOrder::learn(ThreadId thread, const Hold& first, const Hold& wanted, Slot slot) {
  auto& edges = edges_[first.lock];
  edges.push_back(std::make_unique<Edge>(
      Edge{thread, first, wanted, held_by(thread), gates_.held_by(thread), slot, order_.clock(slot)}));
  ++edge_count_;
  Path path{edges.back().get()};
  std::size_t looks = 0;
  find_cycles(path, looks);
}

void LockOrder::find_cycles(Path& path, std::size_t& looks) {
  const auto next = edges_.find(path.back()->second.lock);
  if (next == edges_.end()) return;
  for (const auto& edge : next->second) {
    if (++looks > most_looks) return;
    const auto fits = [&](const Edge* other) { return may_meet(*other, *edge); };
    if (!waits_for(*path.back(), *edge) || !std::ranges::all_of(path, fits)) continue;
    path.push_back(edge.get());
    if (waits_for(*edge, *path.front())) {
      if (have_room(path)) report(path);
    } else {
      find_cycles(path, looks);
    }
    path.pop_back();
  }
}

bool LockOrder::waits_for(const Edge& one, const Edge& other) { return keep_each_other_out(one.second, other.first); }

/// A thread comes before itself.
bool LockOrder::may_meet(const Edge& one, const Edge& other) {
  const auto before = [](const Edge& first, const Edge& second) {
    return first.clock->at(first.slot) <= second.clock->at(first.slot);
  };
  if (before(one, other) || before(other, one)) return false;
  return std::ranges::none_of(one.held, [&](const Hold& hold) {
    return std::ranges::any_of(other.held, [&](const Hold& its) { return keep_each_other_out(hold, its); });
  });
}

bool LockOrder::have_room(const Path& path) const {
  return std::ranges::all_of(path, [&](const Edge* edge) {
    return std::ranges::all_of(edge->permits, [&](const Gates::Permits& permits) {
      const auto behind = std::ranges::count_if(path, [&](const Edge* other) {
        return std::ranges::find(other->permits, permits.gate, &Gates::Permits::gate) != other->permits.end();
      });
      return gates_.has_room(permits.gate, static_cast<std::size_t>(behind));
    });
  });
}

void LockOrder::report(const Path& path) {
  std::vector<ObjectId> locks;
  for (const Edge* edge : path) locks.push_back(edge->first.lock);
  std::ranges::sort(locks);
  if (cycles_.size() >= most_cycles || !reported_.insert(std::move(locks)).second) return;
  Finding finding;
  finding.kind = FindingKind::lock_order;
  const auto first = std::ranges::min_element(path, {}, [](const Edge* edge) { return edge->thread; });
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto place = (static_cast<std::size_t>(first - path.begin()) + i) % path.size();
    const Edge& edge = *path[place];
    finding.steps.push_back({edge.thread, EventKind::acquired, edge.second.lock, edge.second.source, edge.first});
  }
  cycles_.push_back(std::move(finding));
}

}  // namespace model
