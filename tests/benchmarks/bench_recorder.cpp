#include <benchmark/benchmark.h>

#include <chrono>
#include <memory>

#include "compare.h"
#include "trace/clock.h"
#include "trace/collector.h"
#include "trace/recorder.h"

namespace {

void time_stamp_counter(benchmark::State& state) {
  const trace::Clock& clock = trace::Clock::process();
  for (auto _ : state) benchmark::DoNotOptimize(clock.ticks());
}

void steady_clock(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(std::chrono::steady_clock::now());
}

trace::Event acquired() {
  trace::Event event;
  event.kind = trace::EventKind::acquired;
  event.value = 1;
  return event;
}

/// One thread alone; what it recorded is drained while the time stands still.
void record(benchmark::State& state) {
  constexpr int between_drains = 1 << 10;
  trace::Recorder recorder;
  trace::Channel& channel = recorder.add_thread("main", "main");
  const trace::Event event = acquired();
  while (state.KeepRunningBatch(between_drains)) {
    for (int i = 0; i < between_drains; ++i) channel.record(event);
    state.PauseTiming();
    recorder.drain();
    state.ResumeTiming();
  }
  compare::at_most(state, "time_stamp_counter", 1.4);
}

std::unique_ptr<trace::Recorder> shared_recorder;
std::unique_ptr<trace::Collector> collector;

void begin_collecting(const benchmark::State& /*state*/) {
  shared_recorder = std::make_unique<trace::Recorder>();
  collector = std::make_unique<trace::Collector>(*shared_recorder, [](const trace::Batch&) { return true; });
}

void end_collecting(const benchmark::State& /*state*/) {
  collector.reset();
  shared_recorder.reset();
}

/// Several threads, drained by a collector all the while, as in the window. Drops are shown, per event.
void record_collected(benchmark::State& state) {
  trace::Channel& channel = shared_recorder->add_thread("worker", "main/0");
  const trace::Event event = acquired();
  for (auto _ : state) channel.record(event);
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() != 0) return;
  const trace::Totals totals = shared_recorder->totals();
  state.counters["dropped"] =
      static_cast<double>(totals.dropped) / static_cast<double>(totals.dropped + totals.recorded);
}

BENCHMARK(time_stamp_counter);
BENCHMARK(steady_clock);
BENCHMARK(record);
BENCHMARK(record_collected)->Setup(begin_collecting)->Teardown(end_collecting)->ThreadRange(1, 4)->UseRealTime();

}  // namespace
