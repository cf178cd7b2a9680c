#pragma once

#include <deque>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "threading/errors.h"
#include "threading/queue_base.h"

namespace threading {

/// Python: queue.Queue. First in, first out, over all producers; `maxsize` items at the most, unbounded if <= 0.
///
///           | put()                   | get()                  | join()
///   empty   | stores, wakes a getter  | waits                  | returns once no task is unfinished
///   between | stores, wakes a getter  | takes, wakes a putter  | waits
///   full    | waits                   | takes, wakes a putter  | waits
///
/// Thread-safety: every method, from any thread.
/// Raises:        Full and Empty from the forms that do not wait for ever; ValueError for a negative time-out (of put()
///                on a bounded queue only, as in Python); what storing an item throws, with the queue as it was.
/// Memory:        what was done before put() is visible after the get() that took the item.
/// Trace:         put and got with the items left; task_done; blocked and resumed around a wait that really waited.
///
/// A class that stores differently overrides store(), take() and size(), which run under the queue's monitor.
template <class T>
class Queue : public QueueBase {
 public:
  explicit Queue(int maxsize = 0, std::string name = {}) : Queue(trace::ObjectKind::queue, maxsize, std::move(name)) {}

  void put(T item, trace::Source source = trace::Source::here()) {
    put_until(Deadline::never(), source, [&] { store(std::move(item)); });
  }
  void put(T item, Timeout timeout, trace::Source source = trace::Source::here()) {
    put_within(put_deadline(timeout), item, source);
  }
  void put_nowait(T item, trace::Source source = trace::Source::here()) {
    put_within(Deadline::at_once(), item, source);
  }

  T get(trace::Source source = trace::Source::here()) { return get_within(Deadline::never(), source); }
  T get(Timeout timeout, trace::Source source = trace::Source::here()) {
    return get_within(deadline_for(timeout), source);
  }
  T get_nowait(trace::Source source = trace::Source::here()) { return get_within(Deadline::at_once(), source); }

 protected:
  Queue(trace::ObjectKind kind, int maxsize, std::string name) : QueueBase(kind, maxsize, std::move(name)) {}

  virtual void store(T item) { items_.push_back(std::move(item)); }
  virtual T take() {
    T item = std::move(items_.front());
    items_.pop_front();
    return item;
  }
  int size() const override { return static_cast<int>(items_.size()); }

 private:
  void put_within(Deadline deadline, T& item, trace::Source source) {
    if (!put_until(deadline, source, [&] { store(std::move(item)); })) throw Full();
  }
  T get_within(Deadline deadline, trace::Source source) {
    std::optional<T> item;
    if (get_until(deadline, source, [&] { item.emplace(take()); })) return std::move(*item);
    // A wait without a time-out is in vain only in a destructor of a run that is taken down: it should not throw.
    if constexpr (std::is_default_constructible_v<T>) {
      if (deadline.is_never()) return T{};
    }
    throw Empty();
  }

  std::deque<T> items_;
};

}  // namespace threading
