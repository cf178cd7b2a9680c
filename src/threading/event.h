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
/// Trace:         set and cleared when the flag changes; blocked and resumed around a wait that really waited.
class Event {
 public:
  explicit Event(std::string name = {});
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  bool is_set(trace::Source source = trace::Source::here()) const;
  void set(trace::Source source = trace::Source::here());
  void clear(trace::Source source = trace::Source::here());
  /// Always true.
  bool wait(trace::Source source = trace::Source::here());
  /// False if the flag did not go up in time (zero and negative: at once).
  bool wait(Timeout timeout, trace::Source source = trace::Source::here());

 private:
  bool wait_until(Deadline deadline, trace::Source source);

  mutable Monitor monitor_;
  mutable Subject subject_;
  // Guarded by monitor_.
  bool flag_ = false;
  std::uint64_t times_set_ = 0;  // so that set() followed by clear() still releases every waiter
};

}  // namespace threading
