#include "threading/lock.h"

namespace threading {

Lock::Lock(std::string name) : BasicLock(trace::ObjectKind::lock, std::move(name)) {}

bool Lock::locked(trace::Source source) const {
  bool held = false;
  monitor_.look({OperationKind::test, source}, subject_, [&](Turn&) { held = held_; });
  return held;
}

void Lock::take(Turn& turn) {
  held_ = true;
  taker_ = turn.thread().serial();
  subject_.holder = turn.thread().id();
  turn.record(subject_, trace::EventKind::acquired, 1);
}

void Lock::give(Turn& turn) {
  if (!held_) return turn.refuse(RuntimeError("release unlocked lock: acquire it first"));
  // On its way down a thread may believe to hold what Condition::wait() gave up, and another one has taken since.
  if (turn.being_taken_down() && taker_ != turn.thread().serial()) return;
  held_ = false;
  subject_.holder = {};
  turn.record(subject_, trace::EventKind::released, 0);
  turn.wake(1);
}

int Lock::give_all(Turn& turn) {
  give(turn);
  return 1;
}

}  // namespace threading
