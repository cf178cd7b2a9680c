#include "threading/semaphore.h"

#include <limits>

namespace threading {
namespace {

int not_negative(int permits) {
  if (permits < 0) throw ValueError("semaphore initial value must be >= 0");
  return permits;
}

}  // namespace

Semaphore::Semaphore(int permits, std::string name)
    : Semaphore(trace::ObjectKind::semaphore, permits, std::numeric_limits<int>::max(), std::move(name)) {}

Semaphore::Semaphore(trace::ObjectKind kind, int permits, int most, std::string name)
    : subject_(kind, std::move(name), not_negative(permits), permits), permits_(permits), most_(most) {}

bool Semaphore::acquire(trace::Source source) { return acquire_until(Deadline::never(), source); }

bool Semaphore::acquire(NonBlocking, trace::Source source) { return acquire_until(Deadline::at_once(), source); }

bool Semaphore::acquire(Timeout timeout, trace::Source source) {
  return acquire_until(Deadline::after(timeout), source);
}

bool Semaphore::acquire_until(Deadline deadline, trace::Source source) {
  return monitor_.perform(
      {OperationKind::acquire, source}, subject_, deadline, [&] { return permits_ > 0; },
      [&](Turn& turn) { turn.record(trace::EventKind::acquired, --permits_); });
}

void Semaphore::release(int n, trace::Source source) {
  if (n < 1) throw ValueError("n must be one or more: release gives permits back");
  monitor_.perform({OperationKind::release, source}, subject_, [&](Turn& turn) {
    if (n > most_ - permits_) return turn.refuse(ValueError("semaphore released too many times"));
    permits_ += n;
    turn.record(trace::EventKind::released, permits_);
    turn.wake(static_cast<std::size_t>(permits_));
  });
}

int Semaphore::value(trace::Source source) const {
  int permits = 0;
  monitor_.look({OperationKind::test, source}, subject_, [&](Turn&) { permits = permits_; });
  return permits;
}

BoundedSemaphore::BoundedSemaphore(int permits, std::string name)
    : Semaphore(trace::ObjectKind::bounded_semaphore, permits, permits, std::move(name)) {}

}  // namespace threading
