#include <benchmark/benchmark.h>

#include <thread>

#include "compare.h"
#include "threading/thread.h"

namespace {

void std_thread(benchmark::State& state) {
  int ran = 0;
  for (auto _ : state) std::thread([&] { ++ran; }).join();
  benchmark::DoNotOptimize(ran);
}

void thread(benchmark::State& state) {
  int ran = 0;
  for (auto _ : state) {
    threading::Thread thread([&] { ++ran; });
    thread.start();
    thread.join();
  }
  benchmark::DoNotOptimize(ran);
  compare::at_most(state, "std_thread", 1.1);
}

BENCHMARK(std_thread)->UseRealTime();
BENCHMARK(thread)->UseRealTime();

}  // namespace
