#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

#include "compare.h"
#include "model/detectors.h"
#include "model/history.h"
#include "threading/lock.h"
#include "threading/queue.h"
#include "threading/session.h"
#include "threading/shared.h"
#include "threading/thread.h"
#include "threading/with.h"

namespace {

constexpr int threads = 8;
constexpr int rounds = 250;

/// What a lesson's threads do: a counter under a lock, one that is changed in one step, two locks in one order, items
/// through a queue.
void work(threading::Shared<int>& counter, threading::Shared<int>& atomic, threading::Lock& outer,
          threading::Lock& inner, threading::Queue<int>& queue) {
  for (int i = 0; i < rounds; ++i) {
    {
      const threading::With holding(outer);
      counter.store(counter.load() + 1);
      if (i % 8 == 0) const threading::With both(inner);
    }
    atomic.fetch_add(1);
    queue.put(i);
    queue.get();
  }
}

trace::Batch record() {
  const auto recorder = std::make_shared<trace::Recorder>();
  const auto session = std::make_shared<threading::Session>(threading::Session::Options{.recorder = recorder});
  const auto program = [] {
    threading::Shared<int> counter(0, "counter");
    threading::Shared<int> atomic(0, "atomic");
    threading::Lock outer("outer");
    threading::Lock inner("inner");
    threading::Queue<int> queue(0, "queue");
    std::vector<threading::Thread> workers;
    for (int i = 0; i < threads; ++i) workers.emplace_back([&] { work(counter, atomic, outer, inner, queue); });
    for (threading::Thread& worker : workers) worker.start();
    for (const threading::Thread& worker : workers) worker.join();
  };
  threading::Thread main({.name = "main", .session = session}, program);
  main.start();
  main.join();
  return recorder->drain();
}

const trace::Batch& recorded() {
  static const trace::Batch batch = record();
  return batch;
}

template <class Folded>
void fold(benchmark::State& state) {
  const trace::Batch& batch = recorded();
  for (auto _ : state) {
    Folded folded;
    folded.apply(batch);
    benchmark::DoNotOptimize(&folded);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(batch.events.size()));
}

/// All that a run is folded into, the detectors included.
void fold_history(benchmark::State& state) {
  fold<model::History>(state);
  const double per_event = 1e6;  // at least a million events a second
  state.counters["events_per_second"] =
      benchmark::Counter(static_cast<double>(state.items_processed()), benchmark::Counter::kIsRate);
  compare::claims(state, {compare::counter_at_least("events_per_second", per_event)});
}

/// The detectors alone, with hardly an event that does not concern them: they are to be the lesser half of it.
void fold_detectors(benchmark::State& state) {
  fold<model::Detectors>(state);
  compare::at_most(state, "fold_history", 0.5);
}

BENCHMARK(fold_history)->Unit(benchmark::kMillisecond);
BENCHMARK(fold_detectors)->Unit(benchmark::kMillisecond);

}  // namespace
