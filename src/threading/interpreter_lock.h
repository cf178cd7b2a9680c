#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

#include "threading/monitor.h"
#include "threading/timeout.h"
#include "trace/source.h"

namespace threading {

class Context;

/// CPython's global interpreter lock, for programs that want to feel it: of the threads that take part only the one
/// that holds it computes, while any number of them wait. A thread takes part from its Hold on, and so does every
/// thread that it, or one of those, starts in the same session.
///
///                              | the holder                          | a thread that wants it
///   it waits, sleeps or joins  | gives it up, takes it back at the end | takes it
///   it computes                | goes on                             | waits; after one switch interval asks for it
///   it was asked               | at its next check gives it up, and waits until another thread has had it
///
/// A check is every visible operation and Session::breathe(). A wait that need not sleep gives nothing up. As in
/// CPython since 3.2 (Python/ceval_gil.h), the interval begins anew at every switch. There the thread that waits wakes
/// up to leave its request; here the holder reads the clock at its checks, and only while somebody waits.
///
/// So threads that compute take turns, threads that wait overlap, and one that waits often falls behind one that
/// computes, since it has to ask for every turn: the convoy effect. A load and a store of a Shared are two operations
/// with a check before each: an update can be lost under this lock too.
///
/// Thread-safety: every method, from any thread.
/// Lifetime:      longer than any thread that takes part.
/// Raises:        ValueError for a switch interval outside 0.1 to 50 ms; RuntimeError from a Hold in a thread that
///                takes part already. What raised changed nothing.
/// Memory:        what a thread did before it gave the lock up is visible to the next holder.
/// Pause:         a thread that is held by a pause or in slow motion keeps it, and time goes on.
/// Taking down:   ends every wait for it; a thread on its way down gives it up and does not take it back.
/// Controlled:    nobody takes it and nothing is recorded. It limits the schedule instead: a Runtime finds it by
///                Context::interpreter_lock(), and two threads with the same one do not depend on each other through
///                it.
/// Trace:         acquired 1, released 0; blocked and resumed around a wait for it.
class InterpreterLock {
 public:
  static constexpr std::chrono::nanoseconds default_switch_interval = std::chrono::milliseconds(5);
  static constexpr std::chrono::nanoseconds shortest_switch_interval = std::chrono::microseconds(100);
  static constexpr std::chrono::nanoseconds longest_switch_interval = std::chrono::milliseconds(50);

  explicit InterpreterLock(Timeout switch_interval = default_switch_interval, std::string name = {});
  InterpreterLock(const InterpreterLock&) = delete;
  InterpreterLock& operator=(const InterpreterLock&) = delete;

  /// Python: sys.getswitchinterval, sys.setswitchinterval. A new one applies to waits that have begun.
  std::chrono::nanoseconds switch_interval() const { return std::chrono::nanoseconds(interval_.load()); }
  void set_switch_interval(Timeout interval);

  /// Held by any thread at this moment.
  bool locked() const { return holder_.load() != nobody; }

  /// The calling thread takes part for a scope: begins by taking the lock, ends by giving it up.
  class [[nodiscard]] Hold {
   public:
    explicit Hold(InterpreterLock& lock, trace::Source source = trace::Source::here());
    ~Hold();
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

   private:
    Context& self_;
    const trace::Source source_;
  };

  /// C API: Py_BEGIN_ALLOW_THREADS. The calling thread, if it takes part, gives the lock up and takes no part for a
  /// scope, which waits or computes without need of it.
  class [[nodiscard]] Released {
   public:
    explicit Released(trace::Source source = trace::Source::here());
    ~Released();
    Released(const Released&) = delete;
    Released& operator=(const Released&) = delete;

   private:
    Context& self_;
    InterpreterLock* const lock_;
    const trace::Source source_;
  };

  // For the library's own use: by the calling thread `self`, nothing if it does not take part. None of them raises.

  /// Gives it up, if it was asked for, until another thread has had it.
  static void check(Context& self, trace::Source source);
  static void give_up(Context& self, trace::Source source);
  /// Takes it, unless the thread has it, or its session was taken down.
  static void take(Context& self, trace::Source source);
  /// Gives it up until `happened()`, which another thread makes true while it has the lock.
  static void give_up_until(Context& self, trace::Source source, FunctionRef<bool()> happened);
  /// `child`, which is not started yet, will take part if `self` does. Returns whether it will.
  static bool pass_to(const Context& self, Context& child);
  /// Gives it up, and takes no part from now on.
  static void leave(Context& self, trace::Source source);

 private:
  static constexpr std::uint64_t nobody = 0;
  static constexpr std::int64_t never = 0;

  bool held_by(const Context& thread) const { return holder_.load(std::memory_order_relaxed) == thread.serial(); }
  bool asked_for() const;
  void take_once(Context& self, trace::Source source, FunctionRef<bool()> happened);
  // Under monitor_.
  bool admits(const Context& thread) const;
  void become_holder(Turn& turn);
  void begin_waiting();
  void end_waiting();

  std::atomic<std::int64_t> interval_;  // nanoseconds
  Monitor monitor_;
  Subject subject_;
  // Written under monitor_; atomic because the holder reads them at its checks.
  std::atomic<std::uint64_t> holder_{nobody};      // serial of a Context
  std::atomic<std::int64_t> waited_since_{never};  // steady_clock: the last switch or the first waiter, the later one
  // Guarded by monitor_.
  std::uint64_t last_holder_ = nobody;
  bool must_switch_ = false;  // the last holder was asked: it is not the next, if another one waits
  int waiting_ = 0;
};

}  // namespace threading
