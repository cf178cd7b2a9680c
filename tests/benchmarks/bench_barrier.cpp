#include <benchmark/benchmark.h>

#include <boost/thread/barrier.hpp>
#include <chrono>
#include <thread>
#include <vector>

#include "compare.h"
#include "threading/barrier.h"

namespace {

/// Rounds of `parties` threads that do nothing but wait for each other.
template <class AnyBarrier, class Number>
std::chrono::duration<double> time_of(int rounds, Number parties) {
  AnyBarrier barrier(parties);
  std::vector<std::thread> threads;
  const auto began = std::chrono::steady_clock::now();
  for (Number party = 0; party < parties; ++party) {
    threads.emplace_back([&] {
      for (int round = 0; round < rounds; ++round) barrier.wait();
    });
  }
  for (std::thread& thread : threads) thread.join();
  return std::chrono::steady_clock::now() - began;
}

template <class AnyBarrier, class Number>
void rounds(benchmark::State& state) {
  constexpr int at_a_time = 5'000;
  for (auto _ : state) {
    state.SetIterationTime(time_of<AnyBarrier>(at_a_time, static_cast<Number>(state.range(0))).count());
  }
  state.SetItemsProcessed(state.iterations() * at_a_time);
}

void boost_barrier(benchmark::State& state) { rounds<boost::barrier, unsigned>(state); }

void barrier(benchmark::State& state) {
  rounds<threading::Barrier, int>(state);
  compare::at_least(state, "boost_barrier", state.range(0) == 2 ? 8 : 3.5);
}

BENCHMARK(boost_barrier)->Arg(2)->Arg(8)->UseManualTime();
BENCHMARK(barrier)->Arg(2)->Arg(8)->UseManualTime();

}  // namespace
