#include "threading/basic_lock.h"

namespace threading {

BasicLock::BasicLock(trace::ObjectKind kind, std::string name, Reentry reentry)
    : subject_(kind, std::move(name)), reentry_(reentry) {}

bool BasicLock::acquire(Timeout timeout, trace::Source source) {
  if (timeout.minus_one()) return acquire(source);
  if (timeout.negative()) throw ValueError("timeout value must be a non-negative number, or -1 s to wait for ever");
  return acquire_until(Deadline::after(timeout).checked(), source);
}

bool BasicLock::acquire_until(Deadline deadline, trace::Source source) {
  const Context& self = Context::current();
  const Operation operation{.kind = OperationKind::acquire, .source = source, .patience = deadline.patience()};
  return monitor_.perform(
      operation, subject_, deadline, [&] { return admits(self); }, [&](Turn& turn) { take(turn); });
}

void BasicLock::release_in_monitor(trace::Source source) {
  monitor_.perform({OperationKind::release, source}, subject_, [&](Turn& turn) { give(turn); });
}

}  // namespace threading
