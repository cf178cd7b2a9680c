#include "threading/queue_base.h"

#include <algorithm>

namespace threading {
namespace {

/// More are not told: a view has no room for them.
constexpr std::size_t most_told = 16;

}  // namespace

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
        record(turn, trace::EventKind::put);
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
        record(turn, trace::EventKind::got);
        let_next_putter_in(turn);
        let_next_getter_in(turn);
      });
} catch (...) {
  // The item that this thread may have been woken for is still there.
  monitor_.note([&](Turn& turn) { let_next_getter_in(turn); });
  throw;
}

void QueueBase::record(Turn& turn, trace::EventKind kind) const {
  if (turn.is_studied()) tell_contents(turn);
  turn.record(kind, size());
}

// Nothing is told of items that a subclass stores and does not show. What throws here must not undo the change.
void QueueBase::tell_contents(Turn& turn) const try {
  std::vector<std::string> first = first_in_words(most_told);
  if (first.size() == std::min(most_told, static_cast<std::size_t>(size()))) turn.tell_contents(std::move(first));
} catch (...) {
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
