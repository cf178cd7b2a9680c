#include "course/lesson.h"

#include <algorithm>
#include <optional>
#include <thread>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/interpreter_lock.h"
#include "threading/shared.h"
#include "threading/sleep.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;
using threading::InterpreterLock;

/// Numbers from 1 on, each to one thread, until there are no more.
class Tasks {
 public:
  explicit Tasks(std::int64_t number) : number_(number) {}
  bool take(trace::Source source = trace::Source::here()) {
    return taken_.fetch_add(1, source) < number_;
  }

 private:
  const std::int64_t number_;
  threading::Shared<std::int64_t> taken_{0, "tasks asked for"};
};

void wait_for_answer(course::Stage& stage,
                     trace::Source source = trace::Source::here()) {
  const course::Inside waiting(stage.gauge("waiting"), source);
  threading::sleep_for(stage.duration("wait-time"), source);
}

void work_it_out(course::Stage& stage, trace::Source source = trace::Source::here()) {
  const course::Inside computing(stage.gauge("computing"), source);
  stage.compute(stage.duration("work-size"), source);
}

//! [io-bound]
void io_bound(course::Stage& stage) {
  Tasks tasks(stage.integer("tasks"));
  Crew workers("worker", stage.integer("threads"), [&](int) {
    while (tasks.take()) {
      wait_for_answer(stage);  // no core is needed for that
      stage.gauge("done").add(1);
    }
  });
  workers.join();
}
//! [io-bound]

//! [cpu-bound]
void cpu_bound(course::Stage& stage) {
  Tasks tasks(stage.integer("tasks"));
  Crew workers("worker", stage.integer("threads"), [&](int) {
    while (tasks.take()) {
      work_it_out(stage);  // keeps a core busy
      stage.gauge("done").add(1);
    }
  });
  workers.join();
}
//! [cpu-bound]

//! [mixed]
void mixed(course::Stage& stage) {
  Tasks tasks(stage.integer("tasks"));
  Crew workers("worker", stage.integer("threads"), [&](int) {
    while (tasks.take()) {
      wait_for_answer(stage);
      work_it_out(stage);  // while others wait
      stage.gauge("done").add(1);
    }
  });
  workers.join();
}
//! [mixed]

bool has_interpreter_lock(const course::Stage& stage) {
  return stage.choice("interpreter-lock") == "on";
}

struct PerTask {
  bool waits;
  bool computes;
};

/// The whole run: how long it took, and how many cores' worth of computing was done in
/// that time.
template <auto program, PerTask task>
void measured(course::Stage& stage) {
  std::optional<InterpreterLock> lock;
  const auto began = std::chrono::steady_clock::now();
  {
    std::optional<InterpreterLock::Hold> hold;
    if (has_interpreter_lock(stage)) {
      lock.emplace(InterpreterLock::default_switch_interval, "interpreter lock");
      hold.emplace(*lock);
    }
    program(stage);
  }
  const std::int64_t wall =
      std::max<std::int64_t>(1, (std::chrono::steady_clock::now() - began) / 1us);
  const std::int64_t tasks = stage.integer("tasks");
  const std::int64_t computed = tasks * (stage.duration("work-size") / 1us);
  stage.gauge("wall time").set(wall / 1000);
  stage.print("main:", tasks, "tasks in", wall / 1000, "ms");
  if (task.computes) stage.gauge("cores used").set(100 * computed / wall);
  if (!task.waits || task.computes) return;
  const std::int64_t rounds = (tasks - 1) / stage.integer("threads") + 1;
  stage.gauge("longer than waiting")
      .set(wall / 1000 - rounds * (stage.duration("wait-time") / 1us) / 1000);
}

std::int64_t tasks(const course::Facts& facts) { return facts.setting("tasks"); }
std::int64_t half_a_second(const course::Facts&) { return 500; }

/// In hundredths, and one in twenty more, as the clocks are not read at the same
/// moment.
std::int64_t all_cores(const course::Facts& facts) {
  const bool one_at_a_time = facts.setting("interpreter-lock") == 1;
  const std::int64_t cores =
      one_at_a_time ? 1
                    : std::max<std::int64_t>(1, std::thread::hardware_concurrency());
  return cores * 105;
}

}  // namespace

course::Lesson io_and_cpu_bound() {
  using Kind = course::Variant::Kind;
  using Line = course::Chart::Line;
  using Measure = course::Sweep::Measure;
  return {
      .title = "Waiting and computing",
      .summary =
          "Any number of threads can wait at the same time, but only as many compute "
          "as there are cores.",
      .parameters =
          {
              explained(course::integer("threads", "Threads", 1, 32, 4),
                        "How many workers share the tasks."),
              explained(course::integer("tasks", "Tasks", 1, 400, 60),
                        "How many tasks there are altogether."),
              explained(course::duration("wait-time", "Wait time", 1ms, 1s, 200ms),
                        "How long a task waits for its answer."),
              explained(course::duration("work-size", "Work size", 100us, 500ms, 80ms),
                        "How long a task keeps a core busy."),
              explained(
                  course::choice("interpreter-lock", "Interpreter lock", {"off", "on"}),
                  "Whether only one thread may compute at a time, as in Python."),
          },
      .variants =
          {
              {"io-bound", "I/O-bound", Kind::design,
               "A task waits for an answer and does nothing else.",
               measured<io_bound, PerTask{true, false}>},
              {"cpu-bound", "CPU-bound", Kind::design,
               "A task computes and never waits.",
               measured<cpu_bound, PerTask{false, true}>},
              {"mixed", "Mixed", Kind::design, "A task waits first and then computes.",
               measured<mixed, PerTask{true, true}>},
          },
      .claims =
          {
              ends_with("all-done", "Every task is done exactly once.", "done", tasks),
              about_time(never_above("no-more-than-the-cores",
                                     "The workers together compute no faster than the "
                                     "cores allow, or one core under the interpreter "
                                     "lock.",
                                     "cores used", all_cores, "% of a core")),
              about_time(never_above("waiting-overlaps",
                                     "Waiting alone takes at most 500 ms longer than "
                                     "each worker's share of it.",
                                     "longer than waiting", half_a_second, "ms")),
          },
      .charts =
          {
              {"Throughput", "tasks/s", {{"done", "done", Line::Measure::rate}}},
              {"Workers",
               "workers",
               {{"waiting", "waiting"}, {"computing", "computing, or wanting to"}}},
              {"Work", "tasks", {{"done", "done"}}},
          },
      .prediction =
          {
              "The tasks compute, and this machine has a few cores. Going from 4 "
              "threads to 32: what happens to the throughput?",
              {
                  {"It grows to eight times as much", "more threads are always faster",
                   "A thread needs a core to compute on. More threads than cores take "
                   "turns on them."},
                  {"It stays about the same once every core has a thread", "",
                   "From there on further threads only divide what there is. Try the "
                   "same with tasks that wait."},
                  {"It falls to an eighth", "threads get in each other's way",
                   "Taking turns costs a little, a switch some microseconds, but "
                   "nothing like that."},
              },
          },
      .sweeps =
          {
              {.title = "Speed-up against threads",
               .parameter = "threads",
               .measure = Measure::speed_up,
               .gauge = "done",
               .values = {"1", "2", "4", "8", "16"}},
              {.title = "Throughput against threads",
               .parameter = "threads",
               .measure = Measure::throughput,
               .gauge = "done",
               .unit = "tasks",
               .values = {"1", "2", "4", "8", "16"}},
          },
      .outcome = "wall time",
      .work = "done",
      .quick_with = {{"threads", "3"},
                     {"tasks", "9"},
                     {"wait-time", "5ms"},
                     {"work-size", "2ms"}},
      .views = {"timeline", "objects"},
      .controlled = {.explored_with = {{"threads", "2"}, {"tasks", "2"}}},
  };
}

}  // namespace lessons
