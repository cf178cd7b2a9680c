#pragma once

#include <cstdint>

#include "threading/function_ref.h"
#include "trace/source.h"

namespace threading {

class Context;
class Subject;

/// What a thread is about to do, visible to others.
enum class OperationKind : std::uint8_t {
  start,
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
};

/// What destructors do: it goes on while a run is taken down.
constexpr bool is_release(OperationKind kind) {
  return kind == OperationKind::release || kind == OperationKind::release_shared;
}

struct Operation {
  OperationKind kind;
  trace::Source source;
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
  };

  virtual ~Runtime() = default;
  /// `enabled` is pure: it looks at the model's state and may be asked at any decision until this returns.
  /// `timed` says that the wait may end by time-out. Throws TakenDown when the run is aborted.
  virtual Decision announce(Context& thread, const Operation& operation, Subject& subject, FunctionRef<bool()> enabled,
                            bool timed) = 0;
};

}  // namespace threading
