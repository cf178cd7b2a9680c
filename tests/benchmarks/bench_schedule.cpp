#include <benchmark/benchmark.h>

#include <vector>

#include "compare.h"
#include "schedule/controlled_run.h"
#include "schedule/random_walk.h"
#include "schedule/replay.h"
#include "schedule/tree_search.h"
#include "threading/condition.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/with.h"

using namespace schedule;

namespace {

/// Two threads of together 22 steps that share a variable.
void racing(Program& program) {
  auto& counter = program.make<threading::Shared<int>>(0, "counter");
  for (int i = 0; i < 2; ++i) {
    program.thread([&] {
      for (int k = 0; k < 5; ++k) counter.store(counter.load() + 1);
    });
  }
}

/// Three threads of together 27 steps that share a variable under a lock.
void locked(Program& program) {
  auto& counter = program.make<threading::Shared<int>>(0, "counter");
  auto& lock = program.make<threading::Lock>("lock");
  for (int i = 0; i < 3; ++i) {
    program.thread([&] {
      for (int k = 0; k < 2; ++k) {
        const threading::With with(lock);
        counter.store(counter.load() + 1);
      }
    });
  }
}

/// A buffer of one place between three threads, about 20 steps.
void buffer(Program& program) {
  auto& condition = program.make<threading::Condition>("changed");
  auto& items = program.make<int>(0);
  const auto change = [&](int by, int least, int most) {
    const threading::With with(condition);
    condition.wait_for([&] { return items + by >= least && items + by <= most; });
    items += by;
    condition.notify_all();
  };
  program.thread([change] { change(+1, 0, 1), change(+1, 0, 1); });
  for (int i = 0; i < 2; ++i) program.thread([change] { change(-1, 0, 1); });
}

void count(benchmark::State& state) {
  state.counters["executions_per_s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
  compare::claims(state, {compare::counter_at_least("executions_per_s", 25'000)});
}

void explored(benchmark::State& state, const SetUp& set_up) {
  Identities identities;
  Crew crew(Crew::Placement::one_core);
  ControlledRun run(identities, crew, {});
  TreeSearch search(Reduction::source_dpor);
  for (auto _ : state) {
    run.execute(set_up, search);
    if (!search.advance()) search = TreeSearch(Reduction::source_dpor);
  }
  count(state);
}

void walked(benchmark::State& state, const SetUp& set_up) {
  Identities identities;
  Crew crew(Crew::Placement::one_core);
  ControlledRun run(identities, crew, {});
  std::uint64_t seed = 0;
  for (auto _ : state) {
    RandomWalk walk(++seed, 0.2);
    run.execute(set_up, walk);
  }
  count(state);
}

/// A step is taken back by doing all the others again.
void undo(benchmark::State& state) {
  Identities identities;
  Crew crew;
  ControlledRun run(identities, crew, {});
  RandomWalk walk(1, 1.0);
  std::vector<Move> moves = moves_of(run.execute(locked, walk).steps);
  moves.pop_back();
  for (auto _ : state) {
    TolerantReplay replay(moves);
    run.execute(locked, replay);
  }
  state.counters["ms"] = benchmark::Counter(static_cast<double>(state.iterations()) / 1e3,
                                            benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  compare::claims(state, {compare::counter_at_most("ms", 5)});
}

/// What a free run pays for that it might be controlled.
void hook(benchmark::State& state) {
  threading::Subject subject(trace::ObjectKind::lock, "lock");
  for (auto _ : state) {
    benchmark::DoNotOptimize(threading::Context::current().runtime());
    subject.check_free();
    benchmark::ClobberMemory();
  }
  state.counters["ns"] = benchmark::Counter(static_cast<double>(state.iterations()) / 1e9,
                                            benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  compare::claims(state, {compare::counter_at_most("ns", 1)});
}

BENCHMARK_CAPTURE(explored, racing, racing)->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(explored, locked, locked)->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(explored, buffer, buffer)->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(walked, racing, racing)->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(walked, locked, locked)->MeasureProcessCPUTime();
BENCHMARK(undo)->UseRealTime();
BENCHMARK(hook);

}  // namespace
