#include "threading/queue_base.h"

namespace threading {

QueueBase::QueueBase(trace::ObjectKind kind, int maxsize, std::string name)
    : subject_(kind, std::move(name), maxsize > 0 ? maxsize : -1), maxsize_(maxsize) {}

int QueueBase::qsize(trace::Source source) const {
  monitor_.look({OperationKind::test, source}, subject_);
  int items = 0;
  monitor_.note([&](Turn&) { items = size(); });
  return items;
}

bool QueueBase::full(trace::Source source) const {
  monitor_.look({OperationKind::test, source}, subject_);
  bool full = false;
  monitor_.note([&](Turn&) { full = !has_room(); });
  return full;
}

void QueueBase::set_maxsize(int maxsize, trace::Source source) {
  monitor_.perform({OperationKind::store, source, maxsize}, subject_, [&](Turn& turn) {
    maxsize_.store(maxsize, std::memory_order_relaxed);
    let_next_putter_in(turn);
  });
}

void QueueBase::task_done(trace::Source source) {
  monitor_.perform({OperationKind::task_done, source}, subject_, [&](Turn& turn) {
    if (unfinished_ == 0) return turn.refuse(ValueError("task_done() called too many times"));
    turn.record(trace::EventKind::task_done, --unfinished_);
    if (unfinished_ == 0) turn.wake(Monitor::everybody, OperationKind::wait_done);
  });
}

void QueueBase::join(trace::Source source) {
  monitor_.perform(
      {OperationKind::wait_done, source}, subject_, Deadline::never(), [&] { return unfinished_ == 0; },
      [](Turn& turn) { turn.record(trace::EventKind::saw); });
}

bool QueueBase::put_in_monitor(Deadline deadline, trace::Source source, FunctionRef<void()> put) try {
  return monitor_.perform(
      {OperationKind::put, source}, subject_, deadline, [&] { return has_room(); },
      [&](Turn& turn) {
        put();
        turn.record(trace::EventKind::put, size());
        let_next_getter_in(turn);
        let_next_putter_in(turn);
      });
} catch (...) {
  // The room that this thread may have been woken for is still there.
  monitor_.note([&](Turn& turn) { let_next_putter_in(turn); });
  throw;
}

bool QueueBase::get_in_monitor(Deadline deadline, trace::Source source, FunctionRef<void()> take) try {
  return monitor_.perform(
      {OperationKind::get, source}, subject_, deadline, [&] { return size() > 0; },
      [&](Turn& turn) {
        take();
        turn.record(trace::EventKind::got, size());
        let_next_putter_in(turn);
        let_next_getter_in(turn);
      });
} catch (...) {
  // The item that this thread may have been woken for is still there.
  monitor_.note([&](Turn& turn) { let_next_getter_in(turn); });
  throw;
}

// One is on its way at a time, and lets the next one in: a thread that is woken for each item would mostly come to find
// it taken by one that runs.

void QueueBase::let_next_putter_in(Turn& turn) {
  if (has_room()) turn.wake(1, OperationKind::put);
}

void QueueBase::let_next_getter_in(Turn& turn) {
  if (size() > 0) turn.wake(1, OperationKind::get);
}

}  // namespace threading
