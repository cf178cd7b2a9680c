#include "threading/event.h"

namespace threading {

Event::Event(std::string name) : Event(trace::ObjectKind::event, std::move(name)) {}

Event::Event(trace::ObjectKind kind, std::string name) : subject_(kind, std::move(name)) {}

void Event::set_in_monitor(trace::Source source) {
  monitor_.perform({OperationKind::set, source}, subject_, [&](Turn& turn) {
    if (is_up(monitor_.value())) return;
    monitor_.set_value(raised(monitor_.value()));
    turn.record(trace::EventKind::set, 1);
    turn.wake(Monitor::everybody);
  });
}

void Event::clear_in_monitor(trace::Source source) {
  monitor_.perform({OperationKind::clear, source}, subject_, [&](Turn& turn) {
    if (!is_up(monitor_.value())) return;
    monitor_.set_value(lowered(monitor_.value()));
    turn.record(trace::EventKind::cleared, 0);
  });
}

bool Event::wait(Timeout timeout, trace::Source source) { return wait_until(Deadline::after(timeout), source); }

/// Two visible operations where it has to wait: look at the flag; then, once it was set after that, go on. A set() and
/// clear() before the first look are missed, those after it are not.
bool Event::wait_until(Deadline deadline, trace::Source source) {
  std::uint64_t before = 0;
  monitor_.perform({OperationKind::wait_set, source}, subject_, [&](Turn& turn) {
    before = monitor_.value();
    if (is_up(before)) turn.record(trace::EventKind::saw, 1);
  });
  if (is_up(before) || deadline.is_at_once()) return is_up(before);
  return monitor_.perform(
      {OperationKind::wait_set, source}, subject_, deadline,
      [&] { return times_up(monitor_.value()) != times_up(before); },
      [](Turn& turn) { turn.record(trace::EventKind::saw, 1); });
}

bool Event::note_seen(trace::Source source) const {
  monitor_.note([&](Turn& turn) { subject_.record(turn.thread(), trace::EventKind::saw, 1, {}, source); });
  return true;
}

}  // namespace threading
