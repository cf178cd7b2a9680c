#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "threading/errors.h"
#include "threading/item_in_words.h"
#include "threading/queue_base.h"

namespace threading {

/// Python: queue.Queue. First in, first out, over all producers; `maxsize` items at the most, unbounded if <= 0.
///
///           | put()                   | get()                  | join()
///   empty   | stores, wakes a getter  | waits                  | returns once no task is unfinished
///   between | stores, wakes a getter  | takes, wakes a putter  | waits
///   full    | waits                   | takes, wakes a putter  | waits
///
/// A class that stores differently derives from it, as in Python; what it overrides runs under the queue's monitor:
///
///   Python         | here
///   _init(maxsize) | the subclass's constructor
///   _qsize()       | size()
///   _put(item)     | store(item)
///   _get()         | take()
///                  | show(most, see), if its items are to be seen in step mode
///
/// Requires:      items can be moved, and moving one does not throw (what does is lost by the get() in which it does).
/// Thread-safety: every method, from any thread.
/// Raises:        Full and Empty from the forms that do not wait for ever; ValueError for a negative time-out (of put()
///                on a bounded queue only, as in Python); what store() and take() throw. What raised changed nothing:
///                the queue, its tasks, and the item, which put() moves from at the moment of success only.
/// Memory:        what was done before put() is visible after the get() that took the item.
/// Trace:         put and got with the items left; task_done, saw by who joined it; blocked and resumed around a wait
///                that really waited.
template <class T>
class Queue : public QueueBase {
 public:
  explicit Queue(int maxsize = 0, std::string name = {}) : Queue(trace::ObjectKind::queue, maxsize, std::move(name)) {}

  void put(T&& item, const Blocking& blocking = {}, trace::Source source = trace::Source::here()) {
    const Deadline deadline = put_deadline(blocking);
    const bool stored = put_until(deadline, source, [&] { store(std::move(item)); });
    if (!stored && !deadline.is_never()) throw Full();
  }
  void put(const T& item, const Blocking& blocking = {}, trace::Source source = trace::Source::here()) {
    put(T(item), blocking, source);
  }
  void put_nowait(T&& item, trace::Source source = trace::Source::here()) {
    put(std::move(item), non_blocking, source);
  }
  void put_nowait(const T& item, trace::Source source = trace::Source::here()) { put(item, non_blocking, source); }

  T get(const Blocking& blocking = {}, trace::Source source = trace::Source::here()) {
    return get_within(blocking.deadline(), source);
  }
  T get_nowait(trace::Source source = trace::Source::here()) { return get(non_blocking, source); }

 protected:
  Queue(trace::ObjectKind kind, int maxsize, std::string name) : QueueBase(kind, maxsize, std::move(name)) {}

  /// Adds the item; if it throws, nothing was stored, and `item` was not moved from.
  virtual void store(T&& item) { items_.push_back(std::move(item)); }
  /// Removes the next item; there is one. If it throws, the item is still there.
  virtual T take() {
    T item = std::move(items_.front());
    items_.pop_front();
    return item;
  }
  int size() const override { return static_cast<int>(items_.size()); }
  /// Lets `see` see the first `most` items, or all, in the order in which take() would give them.
  virtual void show(std::size_t most, FunctionRef<void(const T&)> see) const {
    for (std::size_t i = 0; i < std::min(most, items_.size()); ++i) see(items_[i]);
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

 private:
  std::vector<std::string> first_in_words(std::size_t most) const final {
    std::vector<std::string> words;
    show(most, [&](const T& item) { words.push_back(item_in_words(item)); });
    return words;
  }

  std::deque<T> items_;
};

}  // namespace threading
