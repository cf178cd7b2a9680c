#include "threading/queue_base.h"

namespace threading {

QueueBase::QueueBase(trace::ObjectKind kind, int maxsize, std::string name)
    : subject_(kind, std::move(name), maxsize > 0 ? maxsize : -1), maxsize_(maxsize) {}

int QueueBase::qsize(trace::Source source) const {
  int items = 0;
  monitor_.look({OperationKind::test, source}, subject_, [&](Turn&) { items = size(); });
  return items;
}

bool QueueBase::full(trace::Source source) const {
  bool full = false;
  monitor_.look({OperationKind::test, source}, subject_, [&](Turn&) { full = !has_room(); });
  return full;
}

int QueueBase::maxsize(trace::Source source) const {
  int maxsize = 0;
  monitor_.look({OperationKind::test, source}, subject_, [&](Turn&) { maxsize = maxsize_; });
  return maxsize;
}

void QueueBase::set_maxsize(int maxsize, trace::Source source) {
  monitor_.perform({OperationKind::store, source, maxsize}, subject_, [&](Turn& turn) {
    maxsize_ = maxsize;
    let_putters_in(turn);
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
      {OperationKind::wait_done, source}, subject_, Deadline::never(), [&] { return unfinished_ == 0; }, [](Turn&) {});
}

bool QueueBase::put_until(Deadline deadline, trace::Source source, FunctionRef<void()> store) {
  return monitor_.perform(
      {OperationKind::put, source}, subject_, deadline, [&] { return has_room(); },
      [&](Turn& turn) {
        store();
        ++unfinished_;
        turn.record(trace::EventKind::put, size());
        turn.wake(static_cast<std::size_t>(size()), OperationKind::get);
      });
}

bool QueueBase::get_until(Deadline deadline, trace::Source source, FunctionRef<void()> take) {
  return monitor_.perform(
      {OperationKind::get, source}, subject_, deadline, [&] { return size() > 0; },
      [&](Turn& turn) {
        take();
        turn.record(trace::EventKind::got, size());
        let_putters_in(turn);
      });
}

void QueueBase::let_putters_in(Turn& turn) {
  if (!has_room()) return;
  turn.wake(maxsize_ <= 0 ? Monitor::everybody : static_cast<std::size_t>(maxsize_ - size()), OperationKind::put);
}

Deadline QueueBase::deadline_for(Timeout timeout) {
  if (timeout.negative()) throw ValueError("'timeout' must be a non-negative number");
  return Deadline::after(timeout);
}

Deadline QueueBase::put_deadline(Timeout timeout) const {
  return maxsize() > 0 ? deadline_for(timeout) : Deadline::never();
}

}  // namespace threading
