#include "threading/rlock.h"

#include <utility>

namespace threading {

RLock::RLock(std::string name) : BasicLock(trace::ObjectKind::rlock, std::move(name), Reentry::by_owner) {}

int RLock::levels() const { return taker() == 0 ? 0 : 1 + again_.load(std::memory_order_relaxed); }

void RLock::set_levels(Turn& turn, int levels, trace::EventKind kind) {
  monitor_.set_value(levels == 0 ? 0 : turn.thread().serial());
  owner_.store(levels == 0 ? 0 : turn.thread().serial(), std::memory_order_relaxed);
  again_.store(std::max(0, levels - 1), std::memory_order_relaxed);
  subject_.holder = levels == 0 ? Holder{} : turn.as_holder();
  turn.record(subject_, kind, levels);
  if (levels == 0) turn.wake(1);
}

void RLock::take_back(Turn& turn, int more) { set_levels(turn, levels() + more, trace::EventKind::acquired); }

void RLock::give(Turn& turn) {
  if (!is_owned_by(turn.thread())) {
    return turn.refuse(RuntimeError("cannot release un-acquired lock: only the thread that acquired it may"));
  }
  set_levels(turn, levels() - 1, trace::EventKind::released);
}

int RLock::give_all(Turn& turn) {
  const int all = levels();
  set_levels(turn, 0, trace::EventKind::released);
  return all;
}

}  // namespace threading
