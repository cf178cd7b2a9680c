#include "threading/latch.h"

namespace threading {
namespace {

int not_negative(int count) {
  if (count < 0) throw ValueError("a latch counts down from zero or more");
  return count;
}

}  // namespace

Latch::Latch(int count, std::string name)
    : subject_(trace::ObjectKind::latch, std::move(name), not_negative(count), count), count_(count) {}

void Latch::count_down(int n, trace::Source source) {
  if (n < 0) throw ValueError("n must be zero or more: a latch is never counted up");
  monitor_.perform({OperationKind::count_down, source}, subject_, [&](Turn& turn) {
    if (n > count_) return turn.refuse(ValueError("the latch was counted down too many times"));
    count_ -= n;
    turn.record(trace::EventKind::counted_down, count_);
    if (count_ == 0) turn.wake(Monitor::everybody);
  });
}

bool Latch::try_wait(trace::Source source) { return wait_until(Deadline::at_once(), source); }

bool Latch::wait(trace::Source source) { return wait_until(Deadline::never(), source); }

bool Latch::wait(Timeout timeout, trace::Source source) { return wait_until(Deadline::after(timeout), source); }

void Latch::arrive_and_wait(int n, trace::Source source) {
  count_down(n, source);
  wait(source);
}

bool Latch::wait_until(Deadline deadline, trace::Source source) {
  return monitor_.perform(
      {OperationKind::wait_zero, source}, subject_, deadline, [&] { return count_ == 0; },
      [](Turn& turn) { turn.record(trace::EventKind::saw); });
}

int Latch::count(trace::Source source) const {
  monitor_.look({OperationKind::test, source}, subject_);
  int count = 0;
  monitor_.note([&](Turn& turn) {
    count = count_;
    if (count == 0) subject_.record(turn.thread(), trace::EventKind::saw, 0, {}, source);
  });
  return count;
}

}  // namespace threading
