#include <benchmark/benchmark.h>

#include <QThreadPool>
#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <future>
#include <vector>

#include "compare.h"
#include "threading/thread_pool_executor.h"

namespace {

constexpr int workers = 2;

int small(int number) { return number + 1; }

/// Python: submit `count` calls, then take the results.
void batch(threading::ThreadPoolExecutor& pool, std::vector<threading::Future<int>>& futures, int count) {
  for (int i = 0; i < count; ++i) futures.push_back(pool.submit([i] { return small(i); }));
  for (const auto& future : futures) benchmark::DoNotOptimize(future.result());
  futures.clear();
}

/// Without results: what QThreadPool can do.
void q_thread_pool(benchmark::State& state) {
  const auto count = static_cast<int>(state.range(0));
  QThreadPool pool;
  pool.setMaxThreadCount(workers);
  for (auto _ : state) {
    for (int i = 0; i < count; ++i) pool.start([i] { benchmark::DoNotOptimize(small(i)); });
    pool.waitForDone();
  }
  state.SetItemsProcessed(state.iterations() * count);
}

void executor_batch(benchmark::State& state) {
  const auto count = static_cast<int>(state.range(0));
  threading::ThreadPoolExecutor pool(workers);
  std::vector<threading::Future<int>> futures;
  for (auto _ : state) batch(pool, futures, count);
  state.SetItemsProcessed(state.iterations() * count);
  compare::at_least(state, "q_thread_pool", 1.5);
}

void executor_batch_of_20000(benchmark::State& state) {
  constexpr int count = 20'000;
  threading::ThreadPoolExecutor pool(workers);
  std::vector<threading::Future<int>> futures;
  for (auto _ : state) batch(pool, futures, count);
  state.SetItemsProcessed(state.iterations() * count);
  compare::claims(state, {compare::rate_at_least(10, "python_executor_batch")});
}

void asio_thread_pool(benchmark::State& state) {
  boost::asio::thread_pool pool(workers);
  for (auto _ : state) {
    std::packaged_task<int()> task([] { return small(1); });
    auto result = task.get_future();
    boost::asio::post(pool, std::move(task));
    benchmark::DoNotOptimize(result.get());
  }
  pool.join();
}

void executor(benchmark::State& state) {
  threading::ThreadPoolExecutor pool(workers);
  for (auto _ : state) benchmark::DoNotOptimize(pool.submit([] { return small(1); }).result());
  compare::claims(state,
                  {compare::time_at_most(0.75, "asio_thread_pool"), compare::ten_times_faster_than("python_executor")});
}

BENCHMARK(q_thread_pool)->Arg(500)->UseRealTime();
BENCHMARK(executor_batch)->Arg(500)->UseRealTime();
BENCHMARK(executor_batch_of_20000)->UseRealTime();
BENCHMARK(asio_thread_pool)->UseRealTime();
BENCHMARK(executor)->UseRealTime();

}  // namespace
