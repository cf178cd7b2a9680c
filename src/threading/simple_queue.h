#pragma once

#include <string>
#include <utility>

#include "threading/queue.h"

namespace threading {

/// Python: queue.SimpleQueue. Unbounded, first in, first out; without task_done(), join() and maxsize.
///
///          | put()                  | get()
///   empty  | stores, wakes a getter | waits
///   items  | stores, wakes a getter | takes
///
/// Thread-safety: every method, from any thread.
/// Raises:        Empty from the forms of get() that do not wait for ever; ValueError for a negative time-out and
///                OverflowError for one beyond TIMEOUT_MAX, even with items. What raised changed nothing.
/// Memory:        what was done before put() is visible after the get() that took the item.
/// Trace:         put and got with the items left; blocked and resumed around a wait that really waited.
template <class T>
class SimpleQueue : private Queue<T> {
 public:
  explicit SimpleQueue(std::string name = {}) : Queue<T>(trace::ObjectKind::simple_queue, 0, std::move(name)) {}

  using Queue<T>::qsize;
  using Queue<T>::empty;
  /// Never waits: what is said about waiting is ignored, a negative time-out included.
  using Queue<T>::put;
  using Queue<T>::put_nowait;

  T get(const Blocking& blocking = {}, trace::Source source = trace::Source::here()) {
    return this->get_within(blocking.deadline().checked(), source);
  }
  using Queue<T>::get_nowait;
};

}  // namespace threading
