#include "threading/lock.h"

namespace threading {

Lock::Lock(std::string name) : BasicLock(trace::ObjectKind::lock, std::move(name), Reentry::never) {}

void Lock::take(Turn& turn) {
  monitor_.set_value(turn.thread().serial());
  subject_.holder = turn.as_holder();
  turn.record(subject_, trace::EventKind::acquired, 1);
}

void Lock::give(Turn& turn) {
  if (taker() == 0) return turn.refuse(RuntimeError("release unlocked lock: acquire it first"));
  // On its way down a thread may believe to hold what Condition::wait() gave up, and another one has taken since.
  if (turn.being_taken_down() && taker() != turn.thread().serial()) return;
  monitor_.set_value(0);
  subject_.holder = {};
  turn.record(subject_, trace::EventKind::released, 0);
  turn.wake(1);
}

int Lock::give_all(Turn& turn) {
  give(turn);
  return 1;
}

}  // namespace threading
