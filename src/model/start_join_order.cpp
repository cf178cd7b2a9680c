#include "model/start_join_order.h"

namespace model {

using trace::Event;
using trace::EventKind;

void StartJoinOrder::apply(const Event& event) {
  switch (event.kind) {
    case EventKind::thread_launched: return release(event);
    case EventKind::thread_started: return start(event);
    case EventKind::thread_finished:
      release(event);
      ended_.push_back(slot(event.thread));
      return;
    case EventKind::joined:
    case EventKind::saw: return acquire(event);
    default: return;
  }
}

void StartJoinOrder::release(const Event& event) {
  const Slot own = slot(event.thread);
  if (exhausted_) return;
  clocks_.release(own, threads_[event.object]);
  copies_[own] = nullptr;
}

void StartJoinOrder::acquire(const Event& event) {
  const auto found = threads_.find(event.object);
  if (found == threads_.end()) return;  // saw something else than a thread
  const Slot own = slot(event.thread);
  if (exhausted_) return;
  clocks_.acquire(own, found->second);
  copies_[own] = nullptr;
}

void StartJoinOrder::start(const Event& event) {
  const auto launch = threads_.find(event.object);
  begin(event.thread, launch == threads_.end() ? Told() : launch->second);
}

Slot StartJoinOrder::begin(trace::ThreadId thread, const Told& launch) {
  if (thread.value >= slots_.size()) slots_.resize(thread.value + std::size_t{1}, none);
  const Slot slot = free_slot(launch);
  if (slot == none) {
    exhausted_ = true;
    return 0;
  }
  slots_[thread.value] = slot;
  clocks_.begin(slot);
  clocks_.acquire(slot, launch);
  copies_.resize(used_);
  copies_[slot] = nullptr;
  return slot;
}

Slot StartJoinOrder::free_slot(const Told& launch) {
  // A thread's last release tells its end, and moves its time on by one.
  const auto is_known_to_be_over = [&](Slot slot) { return launch.clock().at(slot) + 1 >= clocks_.now(slot); };
  const auto found = std::find_if(ended_.begin(), ended_.end(), is_known_to_be_over);
  if (found == ended_.end()) return used_ < most ? used_++ : none;
  const Slot slot = *found;
  ended_.erase(found);
  return slot;
}

std::shared_ptr<const VectorClock> StartJoinOrder::clock(Slot slot) {
  if (copies_[slot] == nullptr) copies_[slot] = std::make_shared<const VectorClock>(clocks_.of(slot));
  return copies_[slot];
}

}  // namespace model
