#include "model/gates.h"

#include <algorithm>
#include <utility>

namespace model {

using trace::EventKind;
using trace::ObjectKind;

void Gates::add(const trace::ObjectName& name) {
  if (name.kind != ObjectKind::semaphore && name.kind != ObjectKind::bounded_semaphore) return;
  if (name.id.value >= gates_.size()) gates_.resize(name.id.value + std::size_t{1});
  gates_[name.id.value] = {.is_semaphore = true, .permits = name.limit, .left = name.limit};
}

void Gates::apply(const trace::Event& event) {
  if (event.object.value >= gates_.size() || !gates_[event.object.value].is_semaphore) return;
  if (event.kind == EventKind::acquired) take(event);
  if (event.kind == EventKind::released) give(event);
}

std::vector<Gates::Permits>& Gates::of(trace::ThreadId thread) {
  if (thread.value >= held_.size()) held_.resize(thread.value + std::size_t{1});
  return held_[thread.value];
}

void Gates::take(const trace::Event& event) {
  gates_[event.object.value].left = event.value;
  std::vector<Permits>& held = of(event.thread);
  const auto mine = std::ranges::find(held, event.object, &Permits::gate);
  if (mine == held.end()) {
    held.push_back({event.object, 1});
  } else {
    ++mine->number;
  }
}

void Gates::give(const trace::Event& event) {
  Gate& gate = gates_[event.object.value];
  const std::int64_t given = event.value - std::exchange(gate.left, event.value);
  std::vector<Permits>& held = of(event.thread);
  const auto mine = std::ranges::find(held, event.object, &Permits::gate);
  if (mine == held.end() || mine->number < given) {
    gate.hands_over = true;
  } else if (mine->number -= given; mine->number == 0) {
    held.erase(mine);
  }
}

bool Gates::has_room(trace::ObjectId gate, std::size_t threads) const {
  const Gate& asked = gates_[gate.value];
  return asked.hands_over || static_cast<std::int64_t>(threads) <= asked.permits;
}

}  // namespace model
