#include "threading/event.h"

namespace threading {

Event::Event(std::string name) : subject_(trace::ObjectKind::event, std::move(name)) {}

bool Event::is_set(trace::Source source) const {
  bool up = false;
  monitor_.look({OperationKind::test, source}, subject_, [&](Turn&) { up = flag_; });
  return up;
}

void Event::set(trace::Source source) {
  monitor_.perform({OperationKind::set, source}, subject_, [&](Turn& turn) {
    if (flag_) return;
    flag_ = true;
    ++times_set_;
    turn.record(trace::EventKind::set, 1);
    turn.wake(Monitor::everybody);
  });
}

void Event::clear(trace::Source source) {
  monitor_.perform({OperationKind::clear, source}, subject_, [&](Turn& turn) {
    if (!flag_) return;
    flag_ = false;
    turn.record(trace::EventKind::cleared, 0);
  });
}

bool Event::wait(trace::Source source) { return wait_until(Deadline::never(), source); }

bool Event::wait(Timeout timeout, trace::Source source) { return wait_until(Deadline::after(timeout), source); }

/// Two visible operations where it has to wait: look at the flag; then, once it was set after that, go on. A set() and
/// clear() before the first look are missed, those after it are not.
bool Event::wait_until(Deadline deadline, trace::Source source) {
  bool up = false;
  std::uint64_t before = 0;
  monitor_.perform({OperationKind::wait_set, source}, subject_, [&](Turn&) {
    up = flag_;
    before = times_set_;
  });
  if (up || deadline.is_at_once()) return up;
  return monitor_.perform(
      {OperationKind::wait_set, source}, subject_, deadline, [&] { return times_set_ != before; }, [](Turn&) {});
}

}  // namespace threading
