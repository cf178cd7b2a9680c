#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "threading/blocking.h"
#include "threading/monitor.h"
#include "trace/source.h"

namespace threading {

/// What the queues have in common, whatever they store: bounds, counting of tasks, waiting.
class QueueBase {
 public:
  QueueBase(const QueueBase&) = delete;
  QueueBase& operator=(const QueueBase&) = delete;
  virtual ~QueueBase() = default;

  /// Items at this moment.
  int qsize(trace::Source source = trace::Source::here()) const;
  bool empty(trace::Source source = trace::Source::here()) const { return qsize(source) == 0; }
  bool full(trace::Source source = trace::Source::here()) const;
  int maxsize() const { return maxsize_.load(std::memory_order_relaxed); }
  /// May be below the number of items: then the queue is full until it has drained. Zero and negative: unbounded.
  void set_maxsize(int maxsize, trace::Source source = trace::Source::here());

  /// Says that the work on an item that was taken is done. Raises ValueError if called more often than items were put.
  void task_done(trace::Source source = trace::Source::here());
  /// Waits until task_done() was called for every item that was put.
  void join(trace::Source source = trace::Source::here());

 protected:
  QueueBase(trace::ObjectKind kind, int maxsize, std::string name);

  /// Runs `store` once there is room; false at the deadline. If `store` throws, the queue is as it was.
  template <class Store>
  bool put_until(Deadline deadline, trace::Source source, Store store) {
    const auto put = [&] {
      store();
      ++unfinished_;
    };
    return monitor_.perform_plainly(
               OperationKind::get, deadline, [&] { return has_room(); }, put) ||
           put_in_monitor(deadline, source, put);
  }
  /// Runs `take` once there is an item; false at the deadline. If `take` throws, the queue is as it was.
  template <class Take>
  bool get_until(Deadline deadline, trace::Source source, Take take) {
    return monitor_.perform_plainly(
               OperationKind::put, deadline, [&] { return size() > 0; }, take) ||
           get_in_monitor(deadline, source, take);
  }
  /// Python: an unbounded queue does not look at what put() says about waiting.
  Deadline put_deadline(const Blocking& blocking) const {
    return maxsize() > 0 ? blocking.deadline() : Deadline::never();
  }

  /// Items stored; under the monitor.
  virtual int size() const = 0;

 private:
  /// The first `most` items in words; under the monitor, in runs that are looked at step by step.
  virtual std::vector<std::string> first_in_words(std::size_t most) const = 0;
  void record(Turn& turn, trace::EventKind kind) const;
  void tell_contents(Turn& turn) const;
  bool has_room() const { return maxsize() <= 0 || size() < maxsize(); }
  bool put_in_monitor(Deadline deadline, trace::Source source, FunctionRef<void()> put);
  bool get_in_monitor(Deadline deadline, trace::Source source, FunctionRef<void()> take);
  void let_next_putter_in(Turn& turn);
  void let_next_getter_in(Turn& turn);

  mutable Monitor monitor_;
  mutable Subject subject_;
  std::atomic<int> maxsize_;     // written under monitor_
  std::int64_t unfinished_ = 0;  // guarded by monitor_
};

}  // namespace threading
