#include <benchmark/benchmark.h>

#include <QSemaphore>

#include "compare.h"
#include "threading/semaphore.h"

namespace {

template <class AnySemaphore>
void pair(benchmark::State& state) {
  AnySemaphore semaphore(1);
  for (auto _ : state) {
    semaphore.acquire();
    benchmark::ClobberMemory();
    semaphore.release();
  }
}

void q_semaphore(benchmark::State& state) { pair<QSemaphore>(state); }

void semaphore(benchmark::State& state) {
  pair<threading::Semaphore>(state);
  compare::claims(state,
                  {compare::time_at_most(0.90, "q_semaphore"), compare::ten_times_faster_than("python_semaphore")});
}

void bounded_semaphore(benchmark::State& state) {
  pair<threading::BoundedSemaphore>(state);
  compare::at_most(state, "q_semaphore", 0.90);
}

BENCHMARK(q_semaphore);
BENCHMARK(semaphore);
BENCHMARK(bounded_semaphore);

}  // namespace
