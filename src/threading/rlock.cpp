#include "threading/rlock.h"

#include <utility>

namespace threading {

RLock::RLock(std::string name) : BasicLock(trace::ObjectKind::rlock, std::move(name)) {}

bool RLock::is_owned() const {
  bool owned = false;
  monitor_.note([&](Turn& turn) { owned = is_owned_by(turn.thread()); });
  return owned;
}

int RLock::depth(trace::Source source) const {
  int depth = 0;
  monitor_.look({OperationKind::test, source}, subject_, [&](Turn&) { depth = depth_; });
  return depth;
}

void RLock::take_back(Turn& turn, int levels) {
  owner_ = turn.thread().serial();
  depth_ += levels;
  subject_.holder = turn.thread().id();
  turn.record(subject_, trace::EventKind::acquired, depth_);
}

void RLock::give(Turn& turn) {
  if (!is_owned_by(turn.thread())) {
    return turn.refuse(RuntimeError("cannot release un-acquired lock: only the thread that acquired it may"));
  }
  drop(turn, 1);
}

int RLock::give_all(Turn& turn) {
  const int levels = depth_;
  drop(turn, levels);
  return levels;
}

void RLock::drop(Turn& turn, int levels) {
  depth_ -= levels;
  if (depth_ == 0) subject_.holder = {};
  turn.record(subject_, trace::EventKind::released, depth_);
  if (depth_ == 0) turn.wake(1);
}

}  // namespace threading
