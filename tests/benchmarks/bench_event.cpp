#include <benchmark/benchmark.h>
#include <sched.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "compare.h"
#include "threading/event.h"

namespace {

/// An Event as it is made from a mutex and a condition variable.
class PlainEvent {
 public:
  void set() {
    const std::lock_guard guard(mutex_);
    set_ = true;
    changed_.notify_all();
  }
  void clear() {
    const std::lock_guard guard(mutex_);
    set_ = false;
  }
  void wait() {
    std::unique_lock guard(mutex_);
    changed_.wait(guard, [this] { return set_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool set_ = false;  // guarded by mutex_
};

/// Keeps the calling thread, and those that it makes, on one processor for a scope.
class OneProcessor {
 public:
  OneProcessor() {
    sched_getaffinity(0, sizeof before_, &before_);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(sched_getcpu()), &one);
    sched_setaffinity(0, sizeof one, &one);
  }
  ~OneProcessor() { sched_setaffinity(0, sizeof before_, &before_); }
  OneProcessor(const OneProcessor&) = delete;
  OneProcessor& operator=(const OneProcessor&) = delete;

 private:
  cpu_set_t before_{};
};

/// One iteration: this thread sets one event and waits for the other, which another thread then sets.
template <class AnyEvent>
void round_trip(benchmark::State& state) {
  constexpr benchmark::IterationCount batch = 64;
  AnyEvent there;
  AnyEvent back;
  bool over = false;
  std::thread other([&] {
    for (;;) {
      there.wait();
      there.clear();
      if (over) return;
      back.set();
    }
  });
  while (state.KeepRunningBatch(batch)) {
    for (benchmark::IterationCount i = 0; i < batch; ++i) {
      there.set();
      back.wait();
      back.clear();
    }
  }
  over = true;
  there.set();
  other.join();
}

void condition_variable_round_trip(benchmark::State& state) { round_trip<PlainEvent>(state); }

void event_round_trip(benchmark::State& state) {
  round_trip<threading::Event>(state);
  compare::at_most(state, "condition_variable_round_trip", 0.25);
}

void condition_variable_round_trip_on_one_processor(benchmark::State& state) {
  const OneProcessor one;
  round_trip<PlainEvent>(state);
}

void event_round_trip_on_one_processor(benchmark::State& state) {
  const OneProcessor one;
  round_trip<threading::Event>(state);
  compare::at_most(state, "condition_variable_round_trip_on_one_processor", 1.05);
}

void event_is_set(benchmark::State& state) {
  threading::Event event;
  event.set();
  for (auto _ : state) benchmark::DoNotOptimize(event.wait());
}

BENCHMARK(condition_variable_round_trip)->UseRealTime();
BENCHMARK(event_round_trip)->UseRealTime();
BENCHMARK(condition_variable_round_trip_on_one_processor)->UseRealTime();
BENCHMARK(event_round_trip_on_one_processor)->UseRealTime();
BENCHMARK(event_is_set);

}  // namespace
