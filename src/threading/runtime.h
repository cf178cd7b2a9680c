#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "threading/function_ref.h"
#include "threading/timeout.h"
#include "trace/source.h"

namespace threading {

class Context;
class Subject;

/// What a thread is about to do, visible to others.
enum class OperationKind : std::uint8_t {
  start,
  end,  ///< of the thread itself, in a controlled run only
  join,
  acquire,
  release,
  wait,       ///< of a condition: joins the waiters and gives up the lock
  reacquire,  ///< of a condition: chosen by a notify, or timed out, takes the lock back
  notify,
  set,
  clear,
  wait_set,  ///< of an Event
  put,
  get,
  task_done,
  wait_done,       ///< Queue.join
  acquire_shared,  ///< of a readers-writer lock, to read
  release_shared,
  arrive,  ///< at a Barrier
  leave,   ///< a Barrier that has opened or broken
  reset,
  abort,
  count_down,
  wait_zero,      ///< of a Latch
  submit,         ///< a task to an executor
  take_task,      ///< a worker of an executor
  cancel,         ///< a Future
  run_future,     ///< a worker begins with a Future, or passes a cancelled one
  resolve,        ///< a Future gets its result or error
  wait_resolved,  ///< Future.result, wait, as_completed
  load,
  store,
  modify,
  sleep,
  compute,    ///< something that concerns no other thread
  step,       ///< the same, with a label
  enumerate,  ///< which threads there are: concerns every start and every end
  test,       ///< looks at an object's state
};

/// What destructors do: it goes on while a run is taken down.
constexpr bool is_release(OperationKind kind) {
  return kind == OperationKind::release || kind == OperationKind::release_shared;
}

constexpr bool concerns_an_object(OperationKind kind) {
  return kind != OperationKind::sleep && kind != OperationKind::compute && kind != OperationKind::step &&
         kind != OperationKind::enumerate;
}

struct Operation {
  OperationKind kind;
  trace::Source source;
  std::int64_t value = 0;                                 ///< what a store writes
  Subject* lock = nullptr;                                ///< a condition's, where the operation concerns it too
  trace::Patience patience = trace::Patience::unlimited;  ///< of one that acquires
  std::string_view label = {};                            ///< of a step
};

/// Decides which thread of a controlled run goes next. A thread finds its runtime through its Context; without one it
/// runs free. Where a runtime is set, nothing blocks inside the system: a thread announces an operation and comes back
/// when it is its turn, and then acts without a lock, since no other thread of the run moves.
///
/// Thread-safety: called by the threads of the run, one at a time.
class Runtime {
 public:
  enum class Decision : std::uint8_t {
    act,       ///< `enabled` holds: do it
    time_out,  ///< the wait ended without
    wake_up,   ///< a condition's wait ended for no reason
  };
  /// A thread that is to begin: does `body` with `argument`. The run does not wait for a daemon's end.
  struct Recruit {
    Context& context;
    const std::string& name;
    bool daemon;
    void* (*body)(void*);
    void* argument;
  };

  virtual ~Runtime() = default;
  /// `enabled` is pure: it looks at the model's state and may be asked at any decision until this returns.
  /// A wait with a deadline may end by time-out. Throws TakenDown when the run is aborted.
  virtual Decision announce(Context& thread, const Operation& operation, Subject& subject, FunctionRef<bool()> enabled,
                            Deadline deadline) = 0;
  /// In an action, or right after it, that may take any of `count` (at least 1): which one.
  virtual std::size_t choose(std::size_t count) = 0;
  /// In an action: `waiter` can go on because of it, and because of nothing else.
  virtual void woke(const Context& waiter) = 0;
  /// In an action or right after it: it concerns `other`, too, beside its own subject.
  virtual void touches(Subject& other) = 0;
  /// After the action of a start: the thread runs up to its first operation before its maker goes on.
  /// Raises RuntimeError if the run does not take it; then `body` is not done.
  virtual void spawn(const Recruit& recruit) = 0;
  /// After a wait that ended without its guard: whether that was a wake_up, of the thread that asks.
  virtual bool woke_for_no_reason() const = 0;
  /// What deadlines are measured with.
  virtual Deadline::Clock::time_point now() const = 0;
  /// Makes `subject` one of the run's objects, as the next that `creator` makes.
  virtual void introduce(Context& creator, Subject& subject) = 0;
};

}  // namespace threading
