#pragma once

#include <string>

#include "threading/monitor.h"
#include "threading/timeout.h"
#include "trace/source.h"

namespace threading {

/// std::latch, which Python lacks. Opens once, when it has been counted down to zero, and stays open.
///
///           | count_down(n)                     | wait()
///   count   | n less, at zero releases all      | waits
///   zero    | ValueError                        | returns at once
///
/// Thread-safety: every method, from any thread.
/// Raises:        ValueError for a negative number and for more than is left, where std::latch has undefined behaviour;
///                nothing is changed.
/// Memory:        what was done before count_down() is visible after the wait() that it released.
/// Trace:         counted_down with the count that is left, saw by who found it at zero; blocked and resumed around a
///                wait that really waited.
class Latch {
 public:
  explicit Latch(int count, std::string name = {});
  Latch(const Latch&) = delete;
  Latch& operator=(const Latch&) = delete;

  void count_down(int n = 1, trace::Source source = trace::Source::here());
  /// Whether it is open. Never fails for no reason, as std::latch's may.
  bool try_wait(trace::Source source = trace::Source::here());
  /// Always true.
  bool wait(trace::Source source = trace::Source::here());
  /// False if it did not open in time (zero and negative: at once).
  bool wait(Timeout timeout, trace::Source source = trace::Source::here());
  void arrive_and_wait(int n = 1, trace::Source source = trace::Source::here());

  /// What is left at this moment.
  int count(trace::Source source = trace::Source::here()) const;

 private:
  bool wait_until(Deadline deadline, trace::Source source);

  mutable Monitor monitor_;
  mutable Subject subject_;
  int count_;  // guarded by monitor_
};

}  // namespace threading
