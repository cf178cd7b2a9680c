#include "model/causal_order.h"

namespace model {
namespace {

using trace::ObjectKind;

bool orders(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::thread:
    case ObjectKind::lock:
    case ObjectKind::rlock:
    case ObjectKind::semaphore:
    case ObjectKind::bounded_semaphore:
    case ObjectKind::event:
    case ObjectKind::barrier:
    case ObjectKind::timer:
    case ObjectKind::queue:
    case ObjectKind::lifo_queue:
    case ObjectKind::priority_queue:
    case ObjectKind::simple_queue:
    case ObjectKind::future:
    case ObjectKind::executor:
    case ObjectKind::rw_lock:
    case ObjectKind::latch:
    case ObjectKind::variable: return true;
    case ObjectKind::condition:
    case ObjectKind::interpreter_lock:
    case ObjectKind::local:
    case ObjectKind::gauge: return false;
  }
  return false;
}

}  // namespace

void CausalOrder::add(const trace::ObjectName& name) {
  if (name.id.value >= objects_.size()) objects_.resize(name.id.value + std::size_t{1});
  objects_[name.id.value].matters = orders(name.kind);
}

bool CausalOrder::join_held_back(const trace::Event& event) {
  const auto found = held_back_.find(event.thread);
  if (found == held_back_.end()) return false;
  found->second.push_back(event);
  ++held_back_count_;
  return true;
}

void CausalOrder::hold_back(const trace::Event& event) {
  held_back_[event.thread].push_back(event);
  ++held_back_count_;
  awaited_[place(event.object, event.sequence)] = event.thread;
}

void CausalOrder::unblock(Place place) {
  const auto found = awaited_.find(place);
  if (found == awaited_.end()) return;
  unblocked_.push_back(found->second);
  awaited_.erase(found);
}

void CausalOrder::forget_held_back() {
  held_back_.clear();
  awaited_.clear();
  held_back_count_ = 0;
}

}  // namespace model
