#include <benchmark/benchmark.h>

#include <mutex>

#include "compare.h"
#include "threading/lock.h"
#include "threading/semaphore.h"
#include "threading/session.h"
#include "threading/word_lock.h"

namespace {

/// A Lock as it would be if nobody could ever watch it: the same steps without the look at who calls.
class UnwatchableLock {
 public:
  void lock() {
    if (!word_.replace(0, threading::Context::plain_serial())) benchmark::DoNotOptimize(this);
  }
  void unlock() {
    if (!word_.replace(threading::Context::plain_serial(), 0)) benchmark::DoNotOptimize(this);
  }

 private:
  threading::WordLock word_;
};

template <class AnyLock>
void pair(benchmark::State& state) {
  threading::Context::current();
  AnyLock lock;
  for (auto _ : state) {
    lock.lock();
    benchmark::ClobberMemory();
    lock.unlock();
  }
}

void unwatchable_lock(benchmark::State& state) { pair<UnwatchableLock>(state); }

void unwatched_lock(benchmark::State& state) {
  pair<threading::Lock>(state);
  compare::at_most(state, "unwatchable_lock", 1.01);
}

void unwatched_std_mutex(benchmark::State& state) { pair<std::mutex>(state); }

/// With its two events; what was recorded is drained while the time stands still.
void watched_lock(benchmark::State& state) {
  constexpr int between_drains = 1 << 10;
  const auto recorder = std::make_shared<trace::Recorder>();
  const auto session = std::make_shared<threading::Session>(threading::Session::Options{.recorder = recorder});
  const auto context = session->adopt("main");
  const threading::Session::Visit visit(*context);
  threading::Lock lock;
  while (state.KeepRunningBatch(between_drains)) {
    for (int i = 0; i < between_drains; ++i) {
      lock.acquire();
      benchmark::ClobberMemory();
      lock.release();
    }
    state.PauseTiming();
    recorder->drain();
    state.ResumeTiming();
  }
  compare::at_most(state, "unwatched_std_mutex", 2.2);
}

BENCHMARK(unwatchable_lock);
BENCHMARK(unwatched_lock);
BENCHMARK(unwatched_std_mutex);
BENCHMARK(watched_lock);

}  // namespace
