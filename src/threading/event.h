#pragma once

#include <cstdint>
#include <string>

#include "threading/monitor.h"
#include "threading/timeout.h"
#include "trace/source.h"

namespace threading {

/// Python: threading.Event. A flag that threads can wait for; a gate for all of them at once, not a lock.
///
///        | wait()          | set()                        | clear()
///   down | waits           | up, releases all that wait   | stays down
///   up   | returns at once | stays up                     | down; who was released stays released
///
/// Thread-safety: every method, from any thread.
/// Memory:        what was done before set() is visible after the wait() that it released.
/// Trace:         set and cleared when the flag changes, saw by who found it up; blocked and resumed around a wait that
///                really waited.
class Event {
 public:
  explicit Event(std::string name = {});
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  bool is_set(trace::Source source = trace::Source::here()) const {
    monitor_.look({OperationKind::test, source}, subject_);
    return is_up(monitor_.glance()) && see(source);
  }
  void set(trace::Source source = trace::Source::here()) {
    const std::uint64_t state = monitor_.glance();
    if (!Context::plain() || !monitor_.replace(state, raised(state))) set_in_monitor(source);
  }
  void clear(trace::Source source = trace::Source::here()) {
    const std::uint64_t state = monitor_.glance();
    if (!Context::plain() || !monitor_.replace(state, lowered(state))) clear_in_monitor(source);
  }
  /// Always true.
  bool wait(trace::Source source = trace::Source::here()) {
    return (Context::plain() && is_up(monitor_.glance())) || wait_until(Deadline::never(), source);
  }
  /// False if the flag did not go up in time (zero and negative: at once).
  bool wait(Timeout timeout, trace::Source source = trace::Source::here());

 protected:
  Event(trace::ObjectKind kind, std::string name);

 private:
  // The state: whether the flag is up, and how often it went up, so that a set() followed by a clear() still releases
  // every waiter. A plain thread changes it in one step while nobody has to be woken.
  static bool is_up(std::uint64_t state) { return (state & 1) != 0; }
  static std::uint64_t times_up(std::uint64_t state) { return (state + 1) / 2; }
  static std::uint64_t raised(std::uint64_t state) { return state | 1; }
  static std::uint64_t lowered(std::uint64_t state) { return is_up(state) ? state + 1 : state; }

  void set_in_monitor(trace::Source source);
  void clear_in_monitor(trace::Source source);
  bool wait_until(Deadline deadline, trace::Source source);
  /// Records that the flag was found up; always true.
  bool see(trace::Source source) const { return Context::plain() || note_seen(source); }
  bool note_seen(trace::Source source) const;

  mutable Monitor monitor_;  // its value is the state
  mutable Subject subject_;
};

}  // namespace threading
