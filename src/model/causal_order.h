#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "trace/event.h"
#include "trace/names.h"

namespace model {

/// Puts events in an order in which they can have caused each other: those of a thread as it recorded them, those of an
/// object by their sequence, whatever their times say. One that comes too early is held back, with all that its thread
/// did after it, until those before it have come. Leaves out what cannot matter to order: gauges, conditions (their
/// locks tell), the interpreter lock (it makes no program correct). One thread.
class CausalOrder {
 public:
  void add(const trace::ObjectName& name);

  /// Hands on to `pass` what is due, now or with this event. O(1) unless something is held back.
  template <class Pass>
  void apply(const trace::Event& event, Pass pass) {
    if (!matters(event)) return;
    if (!held_back_.empty() && join_held_back(event)) return;
    if (!due(event)) return hold_back(event);
    advance(event);
    pass(event);
    while (!unblocked_.empty()) pass_on(pass);
  }

  /// Events that wait for others.
  std::size_t held_back() const { return held_back_count_; }
  void forget_held_back();

 private:
  struct Object {
    std::uint32_t next = 1;  // sequence
    bool matters = false;
  };
  using Place = std::uint64_t;  // an object and a sequence

  bool matters(const trace::Event& event) const {
    if (!event.object) return event.kind == trace::EventKind::thread_started;
    return event.object.value < objects_.size() && objects_[event.object.value].matters &&
           (event.sequence != 0 || event.kind != trace::EventKind::reached);
  }
  bool due(const trace::Event& event) const {
    return !event.object || objects_[event.object.value].next == event.sequence;
  }
  void advance(const trace::Event& event) {
    if (!event.object) return;
    const std::uint32_t next = ++objects_[event.object.value].next;
    if (!awaited_.empty()) unblock(place(event.object, next));
  }
  static Place place(trace::ObjectId object, std::uint32_t sequence) { return Place{object.value} << 32U | sequence; }

  bool join_held_back(const trace::Event& event);
  void hold_back(const trace::Event& event);
  void unblock(Place place);

  /// What a thread did that may go on now.
  template <class Pass>
  void pass_on(Pass& pass) {
    const trace::ThreadId thread = unblocked_.back();
    unblocked_.pop_back();
    std::deque<trace::Event>& events = held_back_[thread];
    while (!events.empty() && due(events.front())) {
      const trace::Event event = events.front();
      events.pop_front();
      --held_back_count_;
      advance(event);
      pass(event);
    }
    if (events.empty()) {
      held_back_.erase(thread);
    } else {
      awaited_[place(events.front().object, events.front().sequence)] = thread;
    }
  }

  std::vector<Object> objects_;  // by id
  std::unordered_map<trace::ThreadId, std::deque<trace::Event>> held_back_;
  std::unordered_map<Place, trace::ThreadId> awaited_;  // whose first event is to have that place
  std::vector<trace::ThreadId> unblocked_;
  std::size_t held_back_count_ = 0;
};

}  // namespace model
