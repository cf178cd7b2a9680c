#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "threading/errors.h"
#include "threading/future.h"
#include "threading/map_results.h"
#include "threading/worker_pool.h"

namespace threading {

/// How shutdown() leaves an executor.
struct Shutdown {
  enum class Wait : std::uint8_t { until_finished, not_at_all };
  using Backlog = WorkerPool::Backlog;

  Wait wait = Wait::until_finished;
  Backlog backlog = Backlog::finish;
};

/// Python: concurrent.futures.ThreadPoolExecutor. Makes calls in worker threads, first come, first served. A worker is
/// started when a call comes, none is idle and there are fewer than `max_workers`; it stays until shutdown().
///
///          | submit(), map()   | shutdown()              | queued calls
///   open   | a Future          | closes it               | made
///   closed | RuntimeError      | waits again, if it is to | made, or cancelled if shutdown() says so
///   broken | BrokenThreadPool  | closes it               | failed with BrokenThreadPool
///
/// An initializer that fails in a worker breaks the executor.
///
/// Thread-safety: every method, from any thread, from calls and done-callbacks of the executor too.
/// Raises:        as above, with nothing changed; ValueError for max_workers < 1; TypeError for an initializer that is
///                null. What a call throws, SystemExit included, lands in its Future.
/// Memory:        what was done before submit() is visible to the call; see Future for what comes back.
/// Blocks:        result() of the futures, shutdown() and the destructor. Beware of calls that wait for others of the
///                same executor: those may never get a worker.
/// Lifetime:      the destructor is Python's end of `with`: it waits for all that was submitted, unless it runs in one
///                of the executor's own workers. It raises TakenDown when the run is taken down meanwhile, and must
///                then not be called by a destructor that is noexcept, such as a smart pointer's.
///                Workers belong to the session of the thread that made the executor. Those of Session::process()
///                finish the backlog at the end of the process.
/// Trace:         put and got with the calls left in the queue, of the executor, called "PREFIX pool"; the futures,
/// called "task 1", "task 2" ..., tell the rest.
class ThreadPoolExecutor {
 public:
  struct Options {
    std::optional<int> max_workers = std::nullopt;  ///< unset: the number of processors and 4, at most 32
    std::string thread_name_prefix = {};            ///< workers are called PREFIX_0, PREFIX_1 ... Empty:
                                                    ///< "ThreadPoolExecutor-0", "ThreadPoolExecutor-1" ... per session
    std::shared_ptr<Session> session = nullptr;     ///< of the workers; null: that of the thread that makes it
  };

  ThreadPoolExecutor();
  explicit ThreadPoolExecutor(int max_workers);
  explicit ThreadPoolExecutor(Options options);
  /// Each worker calls `initializer(initargs...)` before its first task.
  template <class Initializer, class... Initargs>
  requires std::is_invocable_v<const Initializer&, const Initargs&...> ThreadPoolExecutor(Options options,
                                                                                          Initializer initializer,
                                                                                          Initargs... initargs)
      : ThreadPoolExecutor(std::move(options), bound(std::move(initializer), std::move(initargs)...)) {}
  ThreadPoolExecutor(const ThreadPoolExecutor&) = delete;
  ThreadPoolExecutor& operator=(const ThreadPoolExecutor&) = delete;
  ~ThreadPoolExecutor() noexcept(false);

  /// Has `callable()` called by a worker; at once gives the Future of what it will return.
  template <class Callable>
  requires std::is_invocable_v<std::decay_t<Callable>>
  auto submit(Callable&& callable, trace::Source source = trace::Source::here()) {
    return submit_call(std::forward<Callable>(callable), source);
  }
  /// Has `callable(arguments...)` called by a worker, with copies of the arguments.
  template <class Callable, class First, class... Rest>
  requires std::is_invocable_v<std::decay_t<Callable>, std::decay_t<First>, std::decay_t<Rest>...>
  auto submit(Callable&& callable, First&& first, Rest&&... rest) {
    return submit_call(
        [call = std::tuple<std::decay_t<Callable>, std::decay_t<First>, std::decay_t<Rest>...>(
             std::forward<Callable>(callable), std::forward<First>(first), std::forward<Rest>(rest)...)]() mutable {
          return std::apply([](auto&... parts) { return std::invoke(std::move(parts)...); }, call);
        },
        {});
  }

  /// Submits at once `callable(a, b, ...)` for the first items of the ranges, for the second ones and so on, until the
  /// shortest ends; gives the results in that order. All calls share one callable.
  template <class Callable, std::ranges::input_range... Ranges>
  requires(sizeof...(Ranges) > 0) auto map(Callable&& callable, Ranges&&... ranges) {
    return map_until(Deadline::never(), std::forward<Callable>(callable), ranges...);
  }
  /// The same; the results raise TimeoutError where one is not there that long after this call.
  template <class Callable, std::ranges::input_range... Ranges>
  requires(sizeof...(Ranges) > 0) auto map(Timeout timeout, Callable&& callable, Ranges&&... ranges) {
    return map_until(Deadline::after(timeout), std::forward<Callable>(callable), ranges...);
  }

  /// Accepts nothing more, and waits until all that was submitted is done and the workers have ended; `how` says
  /// otherwise. May be repeated. After Backlog::cancel, wait() on the futures that it cancelled never returns, since no
  /// worker passes them: so it is in Python.
  /// Raises RuntimeError if it is to wait in one of the executor's own workers.
  void shutdown(trace::Source source = trace::Source::here()) { shutdown({}, source); }
  void shutdown(Shutdown how, trace::Source source = trace::Source::here());

  int max_workers() const { return max_workers_; }
  /// Workers that were started and have not ended.
  int worker_count(trace::Source source = trace::Source::here()) const { return pool_->worker_count(source); }
  /// Those for which there is nothing to do.
  int idle_worker_count(trace::Source source = trace::Source::here()) const { return pool_->idle_worker_count(source); }

 private:
  struct Initialization {
    std::function<void()> run;
  };

  ThreadPoolExecutor(Options options, Initialization initialization);

  template <class Initializer, class... Initargs>
  static Initialization bound(Initializer initializer, Initargs... initargs) {
    if constexpr (std::is_pointer_v<Initializer> || requires { initializer.operator bool(); }) {
      if (!initializer) throw TypeError("initializer must be a callable");
    }
    // std::function wants to copy; what is shared need only be movable.
    auto call =
        std::make_shared<const std::tuple<Initializer, Initargs...>>(std::move(initializer), std::move(initargs)...);
    return {[call] { std::apply([](const auto&... parts) { std::invoke(parts...); }, *call); }};
  }

  template <class Callable>
  auto submit_call(Callable&& callable, trace::Source source) {
    using Call = std::decay_t<Callable>;
    using T = std::decay_t<std::invoke_result_t<Call&>>;
    Future<T> future(pool_->next_task_name());
    pool_->submit(std::make_unique<TaskOf<T, Call>>(future, std::forward<Callable>(callable)), source);
    return future;
  }

  template <class Callable, class... Ranges>
  auto map_until(Deadline deadline, Callable&& callable, Ranges&... ranges) {
    const auto shared = std::make_shared<std::decay_t<Callable>>(std::forward<Callable>(callable));
    const auto submit_with = [&](auto&&... items) {
      return submit_call(
          [shared,
           call = std::tuple<std::decay_t<decltype(items)>...>(std::forward<decltype(items)>(items)...)]() mutable {
            return std::apply([&](auto&... parts) { return std::invoke(*shared, std::move(parts)...); }, call);
          },
          {});
    };
    std::deque<decltype(submit_with(*std::ranges::begin(ranges)...))> futures;
    for (auto at = std::tuple(std::ranges::begin(ranges)...); none_ended(at, ranges...); advance(at)) {
      futures.push_back(std::apply([&](auto&... each) { return submit_with(*each...); }, at));
    }
    return MapResults(std::move(futures), deadline, trace::Source{});
  }
  template <class Iterators, class... Ranges>
  static bool none_ended(Iterators& at, Ranges&... ranges) {
    return std::apply([&](auto&... each) { return ((each != std::ranges::end(ranges)) && ...); }, at);
  }
  template <class Iterators>
  static void advance(Iterators& at) {
    std::apply([](auto&... each) { (++each, ...); }, at);
  }

  const int max_workers_;
  const std::shared_ptr<WorkerPool> pool_;
};

}  // namespace threading
