#include "course/lesson.h"

#include "course/stage.h"
#include "threading/thread.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

constexpr int steps = 4;

std::int64_t active(trace::Source source = trace::Source::here()) {
  return static_cast<std::int64_t>(threading::active_count(source));
}

//! [without-join]
void without_join(course::Stage& stage) {
  threading::Thread worker({.name = "worker"}, [&stage] {
    for (int step = 1; step <= steps; ++step) {
      stage.compute(stage.duration("work-time") / steps);
      stage.print("worker: step", step, "of", steps);
      stage.gauge("steps done").add(1);
    }
  });
  worker.start();
  stage.print("main: the worker has started, I go on");
  stage.gauge("active threads").set(active());
  stage.print("main: is the worker alive?", worker.is_alive() ? "Yes" : "No");
  stage.print("main: done");
}
//! [without-join]

//! [with-join]
void with_join(course::Stage& stage) {
  threading::Thread worker({.name = "worker"}, [&stage] {
    for (int step = 1; step <= steps; ++step) {
      stage.compute(stage.duration("work-time") / steps);
      stage.print("worker: step", step, "of", steps);
      stage.gauge("steps done").add(1);
    }
  });
  worker.start();
  stage.print("main: the worker has started, I go on");
  stage.gauge("active threads").set(active());
  worker.join();
  stage.gauge("active threads").set(active());
  stage.gauge("alive after join").set(worker.is_alive() ? 1 : 0);
  stage.print("main: is the worker alive?", worker.is_alive() ? "Yes" : "No");
  stage.print("main: done");
}
//! [with-join]

std::int64_t all_steps(const course::Facts&) { return steps; }
std::int64_t main_and_worker(const course::Facts&) { return 2; }
std::int64_t nobody(const course::Facts&) { return 0; }

}  // namespace

course::Lesson first_thread() {
  using Kind = course::Variant::Kind;
  return {
      .title = "The first thread",
      .summary =
          "A worker starts, its caller goes on meanwhile, and join makes it wait.",
      .parameters =
          {
              explained(course::duration("work-time", "Work time", 1ms, 5s, 800ms),
                        "How long the worker computes, in four equal steps."),
          },
      .variants =
          {
              {"without-join", "Without join", Kind::design,
               "The caller goes on to its end while the worker is still at work.",
               without_join},
              {"with-join", "With join", Kind::design,
               "The caller waits in join() until the worker has ended.", with_join},
          },
      .claims =
          {
              ends_with("all-steps",
                        "The worker does all its steps, whether or not it is joined.",
                        "steps done", all_steps),
              never_above("two-threads",
                          "At most two threads are active: main and worker.",
                          "active threads", main_and_worker),
              never_above("join-waits", "After join() the worker is never alive.",
                          "alive after join", nobody),
          },
      .charts =
          {
              {"Work", "steps", {{"steps done", "steps done"}}},
              {"Threads", "threads", {{"active threads", "active_count()"}}},
          },
      .prediction =
          {
              "Without join: when does main print \"main: done\"?",
              {
                  {"Before the worker's first step is done", "",
                   "start() returns as soon as the worker exists. Main has only a few "
                   "lines to print, the worker has real work to do."},
                  {"After the worker's last step, since it called start() first",
                   "start() works like a call",
                   "That would be a plain function call. start() does not wait for the "
                   "work; join() does."},
                  {"Never: the worker has replaced it", "one thread replaces another",
                   "The worker runs beside main, not in its place. Both go on."},
              },
          },
      .sweeps =
          {
              {.title = "Duration against work time",
               .parameter = "work-time",
               .measure = course::Sweep::Measure::duration,
               .values = {"20ms", "50ms", "100ms", "200ms"}},
          },
      .outcome = "steps done",
      .work = "steps done",
      .quick_with = {{"work-time", "4ms"}},
      .views = {"timeline", "output"},
  };
}

}  // namespace lessons
