#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <string>
#include <vector>

#include "threading/monitor.h"
#include "threading/timeout.h"
#include "trace/source.h"

namespace threading {

/// Who goes first where readers and writers wait for each other.
enum class RWPolicy : std::uint8_t {
  prefer_readers,  ///< a reader never waits for one that only wants to write; writers may starve
  fair,            ///< first come, first served; readers that come together go together
};

/// A readers-writer lock, which Python lacks. Many threads may read at a time, or one may write.
///
///           | acquire_read()                   | acquire_write() | release_read()    | release_write()
///   free    | takes it                         | takes it        | RuntimeError      | RuntimeError
///   reading | takes it too; fair: waits if a   | waits           | gives it up, the  | RuntimeError
///           | writer waits already             |                 | last lets go on   |
///   writing | waits                            | waits           | RuntimeError      | gives it up, lets go on
///
/// It is not re-entrant and cannot be upgraded: a thread that waits for what it holds itself waits for ever. A reader
/// may read again, but where the lock is fair it waits for a writer that came meanwhile, which waits for the reader.
///
/// Thread-safety: every method, from any thread; who takes it gives it up.
/// Raises:        RuntimeError from a release by a thread that does not hold it so; nothing is changed.
/// Memory:        what was done before release_write() is visible after every acquire that follows, and what was done
///                before release_read() after the acquire_write() that follows.
/// Trace:         acquired and released with the readers inside, -1 while it is written; blocked and resumed around a
///                wait that really waited.
/// Standard:      Lockable, TimedLockable (to write), SharedLockable, SharedTimedLockable (to read).
/// Scoped use:    Reading, Writing; std::shared_lock, std::unique_lock, which cannot tell the trace the source line.
/// Complexity:    O(readers inside + threads that wait).
class RWLock {
 public:
  explicit RWLock(std::string name = {}) : RWLock(RWPolicy::fair, std::move(name)) {}
  explicit RWLock(RWPolicy policy, std::string name = {});
  RWLock(const RWLock&) = delete;
  RWLock& operator=(const RWLock&) = delete;

  /// Waits until it is this thread's to read. Always true.
  bool acquire_read(trace::Source source = trace::Source::here());
  bool acquire_read(NonBlocking, trace::Source source = trace::Source::here());
  /// Zero and negative only try.
  bool acquire_read(Timeout timeout, trace::Source source = trace::Source::here());
  void release_read(trace::Source source = trace::Source::here());

  /// Waits until it is this thread's to write. Always true.
  bool acquire_write(trace::Source source = trace::Source::here());
  bool acquire_write(NonBlocking, trace::Source source = trace::Source::here());
  /// Zero and negative only try.
  bool acquire_write(Timeout timeout, trace::Source source = trace::Source::here());
  void release_write(trace::Source source = trace::Source::here());

  void lock(trace::Source source = trace::Source::here()) { acquire_write(source); }
  bool try_lock(trace::Source source = trace::Source::here()) { return acquire_write(non_blocking, source); }
  void unlock(trace::Source source = trace::Source::here()) { release_write(source); }
  template <class Rep, class Period>
  bool try_lock_for(std::chrono::duration<Rep, Period> duration) {
    return acquire_write(bounded(duration));
  }
  template <class Clock, class Duration>
  bool try_lock_until(std::chrono::time_point<Clock, Duration> moment) {
    return acquire_write(bounded(moment));
  }

  void lock_shared(trace::Source source = trace::Source::here()) { acquire_read(source); }
  bool try_lock_shared(trace::Source source = trace::Source::here()) { return acquire_read(non_blocking, source); }
  void unlock_shared(trace::Source source = trace::Source::here()) { release_read(source); }
  template <class Rep, class Period>
  bool try_lock_shared_for(std::chrono::duration<Rep, Period> duration) {
    return acquire_read(bounded(duration));
  }
  template <class Clock, class Duration>
  bool try_lock_shared_until(std::chrono::time_point<Clock, Duration> moment) {
    return acquire_read(bounded(moment));
  }

  RWPolicy policy() const { return policy_; }
  /// Readers inside at this moment.
  int readers(trace::Source source = trace::Source::here()) const;
  /// Held to write at this moment.
  bool writing(trace::Source source = trace::Source::here()) const;

 private:
  enum class Side : std::uint8_t { read, write };
  class Request;

  bool acquire_until(Side side, Deadline deadline, trace::Source source);

  // All under monitor_.

  bool admits(const Request& request) const;
  bool must_let_pass(const Request& request) const;
  void enter(Turn& turn, Side side);
  void let_in(Turn& turn);
  void update_holder();

  const RWPolicy policy_;
  mutable Monitor monitor_;
  mutable Subject subject_;
  // Guarded by monitor_.
  bool writing_ = false;
  Holder writer_{};            // meaningful while writing_
  std::list<Request*> queue_;  // who waits, in the order in which they came
};

/// Holds a lock to read for a scope.
class [[nodiscard]] Reading {
 public:
  explicit Reading(RWLock& lock, trace::Source source = trace::Source::here()) : lock_(lock), source_(source) {
    lock_.acquire_read(source_);
  }
  ~Reading() { lock_.release_read(source_); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  RWLock& lock_;
  const trace::Source source_;
};

/// Holds a lock to write for a scope.
class [[nodiscard]] Writing {
 public:
  explicit Writing(RWLock& lock, trace::Source source = trace::Source::here()) : lock_(lock), source_(source) {
    lock_.acquire_write(source_);
  }
  ~Writing() { lock_.release_write(source_); }
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;

 private:
  RWLock& lock_;
  const trace::Source source_;
};

}  // namespace threading
