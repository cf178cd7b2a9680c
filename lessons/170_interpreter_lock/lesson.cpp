#include "course/lesson.h"

#include <algorithm>
#include <thread>
#include <vector>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/interpreter_lock.h"
#include "threading/shared.h"
#include "threading/sleep.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;
using threading::InterpreterLock;

constexpr auto round_time = 20ms;

std::chrono::nanoseconds waiting_time(const course::Stage& stage) {
  const double share = stage.real("io-share");
  return std::chrono::duration_cast<std::chrono::nanoseconds>(share * round_time);
}

void wait(course::Stage& stage, trace::Source source = trace::Source::here()) {
  threading::sleep_for(waiting_time(stage), source);
}

void compute(course::Stage& stage, trace::Source source = trace::Source::here()) {
  stage.compute(round_time - waiting_time(stage), source);
}

/// Sleeps for 5 ms, and measures how much later the thread goes on.
void nap(course::Stage& stage, trace::Source source = trace::Source::here()) {
  const auto began = std::chrono::steady_clock::now();
  threading::sleep_for(5ms, source);
  const auto late = std::chrono::steady_clock::now() - began - 5ms;
  stage.gauge("delay").set(late / 1us, source);
  stage.gauge("sum of delays").add(late / 1us, source);
  stage.gauge("naps").add(1, source);
}

//! [cpu]
void cpu(course::Stage& stage) {
  InterpreterLock lock(stage.duration("switch-interval"), "interpreter lock");
  const InterpreterLock::Hold hold(lock);  // main, and every thread that it starts
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      stage.compute(round_time);
      stage.gauge("rounds").add(1);
    }
  });
  workers.join();
}
//! [cpu]

//! [cpu-free]
void cpu_free(course::Stage& stage) {
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      stage.compute(round_time);
      stage.gauge("rounds").add(1);
    }
  });
  workers.join();
}
//! [cpu-free]

//! [io]
void io(course::Stage& stage) {
  InterpreterLock lock(stage.duration("switch-interval"), "interpreter lock");
  const InterpreterLock::Hold hold(lock);  // main, and every thread that it starts
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      wait(stage);     // whoever waits gives the lock up
      compute(stage);  // and needs it again to compute
      stage.gauge("rounds").add(1);
    }
  });
  workers.join();
}
//! [io]

//! [io-free]
void io_free(course::Stage& stage) {
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      wait(stage);
      compute(stage);
      stage.gauge("rounds").add(1);
    }
  });
  workers.join();
}
//! [io-free]

//! [convoy]
void convoy(course::Stage& stage) {
  InterpreterLock lock(stage.duration("switch-interval"), "interpreter lock");
  const InterpreterLock::Hold hold(lock);  // main, and every thread that it starts
  Crew waiter("waiter", 1, [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      nap(stage);  // then it needs the lock, only to nap again
    }
  });
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      stage.compute(round_time);
      stage.gauge("rounds").add(1);
    }
  });
  waiter.join();
  workers.join();
}
//! [convoy]

//! [convoy-free]
void convoy_free(course::Stage& stage) {
  Crew waiter("waiter", 1, [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      nap(stage);
    }
  });
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      stage.compute(round_time);
      stage.gauge("rounds").add(1);
    }
  });
  waiter.join();
  workers.join();
}
//! [convoy-free]

//! [lost-update]
void lost_update(course::Stage& stage) {
  InterpreterLock lock(stage.duration("switch-interval"), "interpreter lock");
  const InterpreterLock::Hold hold(lock);  // main, and every thread that it starts
  threading::Shared<std::int64_t> counter{0, "counter"};
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      const std::int64_t seen = counter.load();
      stage.compute(round_time);  // here the lock changes hands
      counter.store(seen + 1);
      stage.gauge("rounds").add(1);
    }
  });
  workers.join();
  const std::int64_t increments = stage.integer("threads") * stage.integer("rounds");
  stage.gauge("updates lost").set(increments - counter.load());
}
//! [lost-update]

enum class Lock { on, off };

/// The whole run, and what share of its time was spent on computing: 100 is one core.
template <auto program, Lock lock>
void measured(course::Stage& stage) {
  const auto began = std::chrono::steady_clock::now();
  program(stage);
  const auto wall = std::max((std::chrono::steady_clock::now() - began) / 1us, 1L);
  const bool waits = program == io || program == io_free;
  const auto waited = waits ? waiting_time(stage) : 0ns;
  const auto rounds = stage.integer("threads") * stage.integer("rounds");
  const std::int64_t used = 100 * rounds * ((round_time - waited) / 1us) / wall;
  stage.gauge("core time").set(used);
  if (lock == Lock::on) stage.gauge("core time under the lock").set(used);
  if constexpr (program == convoy || program == convoy_free) {
    const std::int64_t delays = stage.gauge("sum of delays").observed().last;
    stage.gauge("mean delay").set(delays / stage.gauge("naps").observed().last);
  }
}

std::int64_t all_rounds(const course::Facts& facts) {
  return facts.setting("threads") * facts.setting("rounds");
}
/// And one in twenty more, as the clocks are not read at the same moment.
std::int64_t one_core(const course::Facts&) { return 105; }
std::int64_t all_cores(const course::Facts&) {
  return 105 * std::max<std::int64_t>(1, std::thread::hardware_concurrency());
}
std::int64_t none(const course::Facts&) { return 0; }

std::vector<course::Variant> variants() {
  using Kind = course::Variant::Kind;
  return {
      {"cpu", "CPU, lock on", Kind::design,
       "All compute, and only the one that holds the lock gets on.",
       measured<cpu, Lock::on>},
      {"cpu-free", "CPU, lock off", Kind::design,
       "The same without the lock: as many get on as there are cores.",
       measured<cpu_free, Lock::off>},
      {"io", "I/O, lock on", Kind::design,
       "Each waits and computes by turns; who waits gives the lock up.",
       measured<io, Lock::on>},
      {"io-free", "I/O, lock off", Kind::design,
       "The same without the lock: the waiting overlaps, and so does the computing.",
       measured<io_free, Lock::off>},
      {"convoy", "Convoy, lock on", Kind::design,
       "One thread that waits often, among threads that compute.",
       measured<convoy, Lock::on>},
      {"convoy-free", "Convoy, lock off", Kind::design,
       "The same without the lock: who wakes up goes on.",
       measured<convoy_free, Lock::off>},
      {"lost-update", "Lost update, lock on", Kind::broken,
       "The threads count together; the lock changes hands between load and store.",
       measured<lost_update, Lock::on>},
  };
}

course::Prediction prediction() {
  return {
      "Under the interpreter lock four threads add to one counter, and only one of "
      "them can compute at a time. Is every increment counted?",
      {
          {"Yes: no two of them compute at the same time",
           "one at a time is one after the other",
           "They take turns, but the turn may end between reading the counter and "
           "writing it. Then the others count in vain."},
          {"No: the lock may change hands between load and store", "",
           "The lock protects the interpreter, not your data. What must not be torn "
           "apart needs a lock of your own."},
          {"No: the lock makes some of the threads give up",
           "who does not get a lock gives up",
           "Nobody gives up. Every thread does all its rounds, and some of them are "
           "overwritten."},
      },
  };
}

}  // namespace

course::Lesson interpreter_lock() {
  using Line = course::Chart::Line;
  using Measure = course::Sweep::Measure;
  return {
      .title = "The interpreter lock",
      .summary =
          "One lock that every thread needs to compute, as in Python, and what it "
          "does to threads that wait.",
      .parameters =
          {
              explained(course::integer("threads", "Threads", 1, 16, 4),
                        "How many threads compute."),
              explained(course::integer("rounds", "Rounds", 1, 200, 40),
                        "How many rounds of 20 ms each thread does.", "per thread"),
              explained(
                  course::duration("switch-interval", "Switch interval", 100us, 50ms,
                                   5ms),
                  "How long a thread that wants the lock waits before it asks the "
                  "holder for it."),
              explained(course::real("io-share", "I/O share", 0.0, 1.0, 0.5),
                        "Which share of a round is waiting, in the variants I/O."),
          },
      .variants = variants(),
      .claims =
          {
              ends_with("all-rounds", "Every thread does all its rounds.", "rounds",
                        all_rounds),
              about_time(never_above("one-core",
                                     "Under the lock, all threads together compute no "
                                     "more than one core could.",
                                     "core time under the lock", one_core,
                                     "% of a core")),
              about_time(
                  never_above("all-cores",
                              "All threads together compute no more than the cores "
                              "of this machine could.",
                              "core time", all_cores, "% of a core")),
              never_above("nothing-lost", "No increment is lost.", "updates lost",
                          none),
          },
      .charts =
          {
              {"Throughput", "rounds/s", {{"rounds", "rounds", Line::Measure::rate}}},
              {"Delay after a nap", "µs", {{"delay", "of the waiter"}}},
              {"Work", "rounds", {{"rounds", "rounds"}, {"counter", "counter"}}},
          },
      .prediction = prediction(),
      .sweeps =
          {
              {.title = "Speed-up against threads",
               .parameter = "threads",
               .measure = Measure::speed_up,
               .gauge = "rounds",
               .values = {"1", "2", "4", "8"},
               .variants = {"cpu", "cpu-free", "io", "io-free"}},
              {.title = "Mean delay against switch interval",
               .parameter = "switch-interval",
               .measure = Measure::last,
               .gauge = "mean delay",
               .unit = "µs",
               .values = {"100 us", "1 ms", "5 ms", "10 ms", "20 ms", "50 ms"},
               .variants = {"convoy", "convoy-free"}},
          },
      .outcome = "updates lost",
      .work = "rounds",
      .quick_with = {{"threads", "3"}, {"rounds", "3"}},
      .views = {"timeline", "objects"},
      .controlled = {.explored_with = {{"threads", "2"}, {"rounds", "1"}}},
  };
}

}  // namespace lessons
