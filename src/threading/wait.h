#pragma once

#include <concepts>
#include <memory>
#include <ranges>
#include <set>
#include <utility>
#include <vector>

#include "threading/any_future.h"
#include "threading/future_waiter.h"

namespace threading {

/// A range of handles to futures.
template <class Range>
concept Futures = std::ranges::input_range<Range> && std::derived_from<std::ranges::range_value_t<Range>, AnyFuture>;

/// What wait() gives back: a future given twice is one, and in one of the sets.
template <std::derived_from<AnyFuture> AFuture>
struct DoneAndNotDone {
  std::set<AFuture> done;
  std::set<AFuture> not_done;
};

template <Futures Range>
auto wait_until(Range&& range, Deadline deadline, ReturnWhen return_when, trace::Source source) {
  using AFuture = std::ranges::range_value_t<Range>;
  DoneAndNotDone<AFuture> sorted;
  std::vector<std::shared_ptr<FutureCore>> cores;
  for (const AFuture& future : range) sorted.not_done.insert(future);
  for (const AFuture& future : sorted.not_done) cores.push_back(future.core());
  const std::vector<AFuture> futures(sorted.not_done.begin(), sorted.not_done.end());

  FutureWaiter waiter(return_when, std::move(cores));
  waiter.wait(deadline, source);
  waiter.leave_all();
  for (const std::size_t index : waiter.take_finished()) {
    sorted.done.insert(sorted.not_done.extract(futures[index]));
  }
  return sorted;
}

/// Python: concurrent.futures.wait. Waits until one of the futures is done, one has failed, or all are done; says which
/// are. Done means here: has a result or an error, or was cancelled and a worker has passed it
/// (set_running_or_notify_cancel()). One that was merely cancelled is not done yet, and one that no worker will pass
/// any more never is: that is so after ThreadPoolExecutor::shutdown() with Backlog::cancel, as in Python.
///
/// Thread-safety: any thread; the futures may be of different executors.
/// Raises:        ValueError if `return_when` is none of the three.
/// Memory:        what was done before a future was resolved is visible if it is among those done.
/// Complexity:    O(n log n).
/// Trace:         blocked and resumed, for an object called "3 futures", around a wait that really waited; saw
///                for each that is done.
template <Futures Range>
auto wait(Range&& futures, ReturnWhen return_when = ALL_COMPLETED, trace::Source source = trace::Source::here()) {
  return wait_until(futures, Deadline::never(), return_when, source);
}
/// Waits that long at the most; zero and negative only look.
template <Futures Range>
auto wait(Range&& futures, Timeout timeout, ReturnWhen return_when = ALL_COMPLETED,
          trace::Source source = trace::Source::here()) {
  return wait_until(futures, Deadline::after(timeout), return_when, source);
}

}  // namespace threading
