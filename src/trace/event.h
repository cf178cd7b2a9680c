#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "trace/ids.h"
#include "trace/source.h"

namespace trace {

/// Since the Recorder began.
using Time = std::chrono::nanoseconds;

/// What can happen. `value` and `peer` mean what the comment says; where it is silent they are 0.
enum class EventKind : std::uint8_t {
  thread_created,   ///< by `thread`; peer: the new thread
  thread_launched,  ///< by `thread`, which lets it begin; peer: the new thread
  thread_started,   ///< first event of a thread's own
  thread_finished,  ///< last event of a thread's own; value: TextId of its uncaught error, 0 for none
  joined,           ///< peer: the thread whose end was awaited

  reached,   ///< about to do a visible operation on `object`; recorded in slow motion, value 0, and in a controlled
             ///< run where the thread could go on but another one was chosen, value 1
  blocked,   ///< waits for `object`; peer: the thread that holds it, if one does; value: nanoseconds to its time-out,
             ///< -1: none
  woke,      ///< changed `object` so that `peer` can go on; the wake-up arrow from `thread` to `peer`
  resumed,   ///< the wait that `blocked` or `sleeping` began is over, or its turn has come; value: 1 satisfied, 0 timed
             ///< out, -1 taken down
  sleeping,  ///< value: for how many nanoseconds; -1: until another thread `woke` it, as an event loop does
  saw,       ///< that `object` is as one may wait for it to be: an Event set, a Latch at 0, a Future done, a Queue
             ///< without unfinished tasks, a thread at its end; value: 1, 0, its FutureState, 0, 0

  acquired,   ///< value: depth of an RLock, permits left of a semaphore, 1 for a Lock; of a readers-writer lock the
              ///< readers inside, -1 for its writer
  released,   ///< value: depth left, permits left, 0 for a Lock, readers left
  notified,   ///< on a condition; peer: the waiter chosen (one event each), 0 if nobody waited; value: ObjectId of its
              ///< lock
  set,        ///< an Event's flag went up; value 1
  cleared,    ///< an Event's flag went down; value 0
  put,        ///< value: items in the queue afterwards
  got,        ///< value: items in the queue afterwards
  task_done,  ///< value: unfinished tasks afterwards

  arrived,       ///< at a Barrier; value: parties inside afterwards
  left,          ///< a Barrier that has opened; value: parties inside afterwards
  broken,        ///< a Barrier, by a time-out, an abort or its action; value: -1
  reset,         ///< a Barrier is as new; value: 0
  counted_down,  ///< a Latch; value: count afterwards
  changed,       ///< a Future; value: its FutureState from then on

  loaded,    ///< value: what was read
  stored,    ///< value: what was written
  modified,  ///< an indivisible read-modify-write; value: what was written

  measured,  ///< a gauge of the lesson; value: its new value
  printed,   ///< a line of output; value: TextId
  marked,    ///< a labelled step of the program; value: TextId
};

/// What a Future has come to, as Python's concurrent.futures tells it; the last two are both its FINISHED.
enum class FutureState : std::uint8_t {
  pending,
  running,
  cancelled,               ///< nobody was told yet
  cancelled_and_notified,  ///< a worker has passed it: wait() counts it as done
  succeeded,
  failed,
};

/// For how long a thread was ready to wait for what it acquired or waits for.
enum class Patience : std::uint8_t {
  unlimited,
  limited,  ///< until a time-out, or not at all: it can never be stuck there
};

/// What an object is. Python's names.
enum class ObjectKind : std::uint8_t {
  thread,
  lock,
  rlock,
  condition,
  semaphore,
  bounded_semaphore,
  event,
  barrier,
  timer,
  queue,
  lifo_queue,
  priority_queue,
  simple_queue,
  future,
  executor,
  rw_lock,
  latch,
  interpreter_lock,
  variable,
  local,
  gauge,
};

/// One thing that happened, as a value of fixed size without a pointer: it may cross a thread or a process boundary.
struct Event {
  Time time{};
  std::int64_t value = 0;
  ThreadId thread{};
  ThreadId peer{};
  ObjectId object{};
  std::uint32_t sequence = 0;  ///< per object, from 1, taken inside its monitor: the order in which it changed
  SourceId source{};
  EventKind kind = EventKind::thread_started;
  Patience patience = Patience::unlimited;  ///< of `acquired`
};

/// In words, as shown to a person: "acquired", "wait for".
std::string_view name(EventKind kind);
/// "lock", "bounded semaphore".
std::string_view name(ObjectKind kind);
std::string_view name(FutureState state);

}  // namespace trace
