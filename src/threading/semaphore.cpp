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
    : monitor_(Monitor::Admits::any_number, static_cast<std::uint64_t>(not_negative(permits))),
      subject_(kind, std::move(name), permits, permits),
      most_(static_cast<std::uint64_t>(most)) {}

bool Semaphore::acquire(Timeout timeout, trace::Source source) {
  return acquire_until(Deadline::after(timeout), source);
}

bool Semaphore::acquire_until(Deadline deadline, trace::Source source) {
  return monitor_.perform(
      {OperationKind::acquire, source}, subject_, deadline, [&] { return permits() > 0; },
      [&](Turn& turn) { set_permits(turn, permits() - 1, trace::EventKind::acquired); });
}

void Semaphore::set_permits(Turn& turn, int permits, trace::EventKind kind) {
  monitor_.set_value(static_cast<std::uint64_t>(permits));
  turn.record(kind, permits);
}

void Semaphore::release_in_monitor(int n, trace::Source source) {
  if (n < 1) throw ValueError("n must be one or more: release gives permits back");
  monitor_.perform({OperationKind::release, source}, subject_, [&](Turn& turn) {
    if (static_cast<std::uint64_t>(n) > most_ - monitor_.value())
      return turn.refuse(ValueError("semaphore released too many times"));
    set_permits(turn, permits() + n, trace::EventKind::released);
    turn.wake(static_cast<std::size_t>(permits()));
  });
}

BoundedSemaphore::BoundedSemaphore(int permits, std::string name)
    : Semaphore(trace::ObjectKind::bounded_semaphore, permits, permits, std::move(name)) {}

}  // namespace threading
