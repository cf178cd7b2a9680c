#include "trace/event.h"

namespace trace {

std::string_view name(EventKind kind) {
  switch (kind) {
    case EventKind::thread_created: return "created";
    case EventKind::thread_launched: return "launched";
    case EventKind::thread_started: return "started";
    case EventKind::thread_finished: return "finished";
    case EventKind::joined: return "joined";
    case EventKind::reached: return "reached";
    case EventKind::blocked: return "waits for";
    case EventKind::woke: return "woke";
    case EventKind::resumed: return "resumed";
    case EventKind::sleeping: return "sleeps";
    case EventKind::saw: return "saw";
    case EventKind::acquired: return "acquired";
    case EventKind::released: return "released";
    case EventKind::notified: return "notified";
    case EventKind::set: return "set";
    case EventKind::cleared: return "cleared";
    case EventKind::put: return "put into";
    case EventKind::got: return "got from";
    case EventKind::task_done: return "task done";
    case EventKind::arrived: return "arrived at";
    case EventKind::left: return "left";
    case EventKind::broken: return "broke";
    case EventKind::reset: return "reset";
    case EventKind::counted_down: return "counted down";
    case EventKind::changed: return "changed";
    case EventKind::loaded: return "loaded";
    case EventKind::stored: return "stored";
    case EventKind::modified: return "modified";
    case EventKind::measured: return "measured";
    case EventKind::printed: return "printed";
    case EventKind::marked: return "marked";
  }
  return "?";
}

std::string_view name(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::thread: return "thread";
    case ObjectKind::lock: return "lock";
    case ObjectKind::rlock: return "re-entrant lock";
    case ObjectKind::condition: return "condition";
    case ObjectKind::semaphore: return "semaphore";
    case ObjectKind::bounded_semaphore: return "bounded semaphore";
    case ObjectKind::event: return "event";
    case ObjectKind::barrier: return "barrier";
    case ObjectKind::timer: return "timer";
    case ObjectKind::queue: return "queue";
    case ObjectKind::lifo_queue: return "LIFO queue";
    case ObjectKind::priority_queue: return "priority queue";
    case ObjectKind::simple_queue: return "simple queue";
    case ObjectKind::future: return "future";
    case ObjectKind::executor: return "executor";
    case ObjectKind::rw_lock: return "readers-writer lock";
    case ObjectKind::latch: return "latch";
    case ObjectKind::interpreter_lock: return "interpreter lock";
    case ObjectKind::variable: return "variable";
    case ObjectKind::local: return "local";
    case ObjectKind::gauge: return "gauge";
  }
  return "?";
}

std::string_view name(FutureState state) {
  switch (state) {
    case FutureState::pending: return "pending";
    case FutureState::running: return "running";
    case FutureState::cancelled: return "cancelled";
    case FutureState::cancelled_and_notified: return "cancelled for good";
    case FutureState::succeeded: return "done";
    case FutureState::failed: return "failed";
  }
  return "?";
}

}  // namespace trace
