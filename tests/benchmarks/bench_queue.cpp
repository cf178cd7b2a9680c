#include <benchmark/benchmark.h>
#include <sched.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <type_traits>

#include "compare.h"
#include "threading/queue.h"
#include "threading/simple_queue.h"

namespace {

/// What one writes by hand: a mutex and two condition variables.
class MutexAndConditions {
 public:
  explicit MutexAndConditions(int maxsize) : maxsize_(static_cast<std::size_t>(maxsize)) {}

  void put(int item) {
    std::unique_lock held(mutex_);
    not_full_.wait(held, [&] { return items_.size() < maxsize_; });
    items_.push_back(item);
    held.unlock();
    not_empty_.notify_one();
  }
  int get() {
    std::unique_lock held(mutex_);
    not_empty_.wait(held, [&] { return !items_.empty(); });
    const int item = items_.front();
    items_.pop_front();
    held.unlock();
    not_full_.notify_one();
    return item;
  }

 private:
  const std::size_t maxsize_;
  std::mutex mutex_;
  std::condition_variable not_empty_;
  std::condition_variable not_full_;
  std::deque<int> items_;
};

/// The calling thread on one core while it lives.
class Pinned {
 public:
  Pinned() {
    sched_getaffinity(0, sizeof before_, &before_);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    sched_setaffinity(0, sizeof one, &one);
  }
  ~Pinned() { sched_setaffinity(0, sizeof before_, &before_); }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;

 private:
  cpu_set_t before_{};
};

template <class Queue>
std::unique_ptr<Queue> queue;

template <class Queue>
void make(const benchmark::State& state) {
  if constexpr (std::is_constructible_v<Queue, int>) {
    queue<Queue> = std::make_unique<Queue>(static_cast<int>(state.range(0)));
  } else {
    queue<Queue> = std::make_unique<Queue>();
  }
}

template <class Queue>
void drop(const benchmark::State& /*state*/) {
  queue<Queue>.reset();
}

/// Every second thread produces, the others consume; the rate is that of the items that were got.
template <class Queue>
void pass(benchmark::State& state) {
  Queue& items = *queue<Queue>;
  if (state.thread_index() % 2 == 0) {
    for (auto _ : state) items.put(1);
  } else {
    for (auto _ : state) benchmark::DoNotOptimize(items.get());
    state.SetItemsProcessed(state.iterations());
  }
}

/// In one thread; time is that of a put and a get.
template <class Queue>
void put_and_get(benchmark::State& state, Queue& items) {
  for (auto _ : state) {
    items.put(1);
    benchmark::DoNotOptimize(items.get());
  }
}

using ThreadingQueue = threading::Queue<int>;
using SimpleQueue = threading::SimpleQueue<int>;

double ratio_to_reach(const benchmark::State& state) {
  if (state.range(0) < 1'024) return 8;
  return state.threads() == 2 ? 1.4 : 2;
}

void mutex_and_conditions(benchmark::State& state) { pass<MutexAndConditions>(state); }
void queue_between_threads(benchmark::State& state) {
  pass<ThreadingQueue>(state);
  compare::at_least(state, "mutex_and_conditions", ratio_to_reach(state));
}
void unbounded_queue_between_threads(benchmark::State& state) {
  pass<ThreadingQueue>(state);
  compare::claims(state, {compare::rate_at_least(10, "python_queue_between_threads")});
}
/// Python's is written in C, and its global lock lets one thread put for milliseconds before the other one gets.
void simple_queue_between_threads(benchmark::State& state) {
  pass<SimpleQueue>(state);
  compare::claims(state, {compare::rate_at_least(0.5, "python_simple_queue_between_threads")});
}

void mutex_and_conditions_on_one_core(benchmark::State& state) {
  const Pinned pinned;
  pass<MutexAndConditions>(state);
}
void queue_on_one_core(benchmark::State& state) {
  const Pinned pinned;
  pass<ThreadingQueue>(state);
  compare::at_least(state, "mutex_and_conditions_on_one_core", 1);
}

void queue_in_one_thread(benchmark::State& state) {
  ThreadingQueue items;
  put_and_get(state, items);
  compare::claims(state, {compare::ten_times_faster_than("python_queue_in_one_thread")});
}
void simple_queue_in_one_thread(benchmark::State& state) {
  SimpleQueue items;
  put_and_get(state, items);
}
void mutex_and_conditions_in_one_thread(benchmark::State& state) {
  MutexAndConditions items(1);
  put_and_get(state, items);
}

template <class Queue>
benchmark::internal::Benchmark* set_up(benchmark::internal::Benchmark* each) {
  return each->Setup(make<Queue>)->Teardown(drop<Queue>)->ArgName("maxsize")->UseRealTime();
}
template <class Queue>
void at_capacities(benchmark::internal::Benchmark* each) {
  set_up<Queue>(each)->Arg(16)->Arg(1'024)->Threads(2)->Threads(8);
}
template <class Queue>
void without_bound(benchmark::internal::Benchmark* each) {
  set_up<Queue>(each)->Arg(0)->Threads(2);
}

BENCHMARK(mutex_and_conditions)->Apply(at_capacities<MutexAndConditions>);
BENCHMARK(queue_between_threads)->Apply(at_capacities<ThreadingQueue>);
BENCHMARK(unbounded_queue_between_threads)->Apply(without_bound<ThreadingQueue>);
BENCHMARK(simple_queue_between_threads)->Apply(without_bound<SimpleQueue>);
BENCHMARK(mutex_and_conditions_on_one_core)->Apply(at_capacities<MutexAndConditions>);
BENCHMARK(queue_on_one_core)->Apply(at_capacities<ThreadingQueue>);
BENCHMARK(mutex_and_conditions_in_one_thread);
BENCHMARK(queue_in_one_thread);
BENCHMARK(simple_queue_in_one_thread);

}  // namespace
