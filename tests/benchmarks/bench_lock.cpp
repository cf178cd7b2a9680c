#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

#include "compare.h"
#include "threading/lock.h"
#include "threading/rlock.h"

namespace {

template <class AnyLock>
void pair(benchmark::State& state) {
  AnyLock lock;
  for (auto _ : state) {
    lock.lock();
    benchmark::ClobberMemory();
    lock.unlock();
  }
}

void std_mutex(benchmark::State& state) { pair<std::mutex>(state); }

void std_recursive_mutex(benchmark::State& state) { pair<std::recursive_mutex>(state); }

void lock(benchmark::State& state) {
  pair<threading::Lock>(state);
  compare::claims(state, {compare::time_at_most(0.92, "std_mutex"), compare::ten_times_faster_than("python_lock")});
}

void rlock(benchmark::State& state) {
  pair<threading::RLock>(state);
  compare::claims(state,
                  {compare::time_at_most(0.95, "std_recursive_mutex"), compare::ten_times_faster_than("python_rlock")});
}

/// By the thread that has it.
template <class AnyLock>
void pair_again(benchmark::State& state) {
  AnyLock lock;
  lock.lock();
  for (auto _ : state) {
    lock.lock();
    benchmark::ClobberMemory();
    lock.unlock();
  }
  lock.unlock();
}

void std_recursive_mutex_again(benchmark::State& state) { pair_again<std::recursive_mutex>(state); }

void rlock_again(benchmark::State& state) {
  pair_again<threading::RLock>(state);
  compare::at_most(state, "std_recursive_mutex_again", 0.30);
}

/// Threads that want nothing but the lock, for a while; how often each of them had it.
template <class AnyLock>
std::vector<std::int64_t> turns_in(std::chrono::milliseconds while_, int threads) {
  AnyLock lock;
  std::int64_t shared = 0;
  std::atomic<bool> go{false};
  std::atomic<bool> over{false};
  std::vector<std::int64_t> turns(static_cast<std::size_t>(threads));
  std::vector<std::thread> contenders;
  for (std::int64_t& mine : turns) {
    contenders.emplace_back([&] {
      while (!go) std::this_thread::yield();
      std::int64_t had = 0;
      for (; !over.load(std::memory_order_relaxed); ++had) {
        const std::lock_guard guard(lock);
        ++shared;
      }
      mine = had;
    });
  }
  go = true;
  std::this_thread::sleep_for(while_);
  over = true;
  for (std::thread& thread : contenders) thread.join();
  return turns;
}

template <class AnyLock>
void contended(benchmark::State& state) {
  constexpr int threads = 8;
  std::int64_t items = 0;
  double fairness = 0;
  for (auto _ : state) {
    const auto began = std::chrono::steady_clock::now();
    const auto turns = turns_in<AnyLock>(std::chrono::milliseconds(200), threads);
    state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
    const auto all = std::accumulate(turns.begin(), turns.end(), std::int64_t{0});
    items += all;
    fairness += static_cast<double>(*std::min_element(turns.begin(), turns.end())) * threads / static_cast<double>(all);
  }
  state.SetItemsProcessed(items);
  state.counters["fairness"] = fairness / static_cast<double>(state.iterations());
}

void std_mutex_contended(benchmark::State& state) { contended<std::mutex>(state); }

void lock_contended(benchmark::State& state) {
  contended<threading::Lock>(state);
  compare::claims(state,
                  {compare::rate_at_least(1.2, "std_mutex_contended"), compare::counter_at_least("fairness", 0.3)});
}

BENCHMARK(std_mutex);
BENCHMARK(lock);
BENCHMARK(std_recursive_mutex);
BENCHMARK(rlock);
BENCHMARK(std_recursive_mutex_again);
BENCHMARK(rlock_again);
BENCHMARK(std_mutex_contended)->UseManualTime();
BENCHMARK(lock_contended)->UseManualTime();

}  // namespace
