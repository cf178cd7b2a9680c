#include "course/lesson.h"

#include <string>
#include <vector>

#include "course/stage.h"
#include "threading/sleep.h"
#include "threading/thread.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

std::string name_of(int number) { return "worker-" + std::to_string(number); }

/// Half of the work time to all of it.
std::chrono::nanoseconds some_of_the_work_time(course::Stage& stage) {
  const auto half = stage.duration("work-time") / 2;
  const auto rest = static_cast<std::uint64_t>(half / 1us) + 1;
  return half + static_cast<std::int64_t>(stage.random(rest)) * 1us;
}

void wait_for_an_answer(course::Stage& stage, int number) {
  const course::Inside at_work(stage.gauge("at work"));
  const auto time = some_of_the_work_time(stage);
  threading::sleep_for(time);
  const std::int64_t sum = stage.gauge("sum in microseconds").add(time / 1us);
  stage.gauge("sum of the times").set(sum / 1'000);
  const std::int64_t place = stage.gauge("finished").add(1);
  stage.gauge("out of turn").add(place == number ? 0 : 1);
  stage.print("worker", number, "is number", place, "to finish");
}

//! [one-after-another]
void one_after_another(course::Stage& stage) {
  for (int number = 1; number <= stage.integer("threads"); ++number) {
    threading::Thread worker({.name = name_of(number)}, wait_for_an_answer,
                             std::ref(stage), number);
    worker.start();
    worker.join();  // before the next one is started
  }
}
//! [one-after-another]

//! [all-at-once]
void all_at_once(course::Stage& stage) {
  std::vector<threading::Thread> workers;
  for (int number = 1; number <= stage.integer("threads"); ++number) {
    workers.emplace_back(threading::Thread::Options{.name = name_of(number)},
                         wait_for_an_answer, std::ref(stage), number);
    workers.back().start();
  }
  for (threading::Thread& worker : workers) worker.join();
}
//! [all-at-once]

std::int64_t milliseconds_of(void (*program)(course::Stage&), course::Stage& stage) {
  const auto began = std::chrono::steady_clock::now();
  program(stage);
  const std::int64_t wall = (std::chrono::steady_clock::now() - began) / 1ms;
  stage.gauge("wall time").set(wall);
  // Two workers may have told their sums in the other order.
  stage.gauge("sum of the times")
      .set(stage.gauge("sum in microseconds").observed().last / 1'000);
  return wall;
}

void timed_one_after_another(course::Stage& stage) {
  const std::int64_t wall = milliseconds_of(one_after_another, stage);
  stage.gauge("saved").set(stage.gauge("sum of the times").observed().last - wall);
}

void timed_all_at_once(course::Stage& stage) {
  const std::int64_t wall = milliseconds_of(all_at_once, stage);
  stage.gauge("longer than one").set(wall - stage.duration("work-time") / 1ms);
}

std::int64_t threads(const course::Facts& facts) { return facts.setting("threads"); }
std::int64_t nothing(const course::Facts&) { return 0; }
std::int64_t half_a_second(const course::Facts&) { return 500; }

}  // namespace

course::Lesson many_threads() {
  using Kind = course::Variant::Kind;
  using Measure = course::Sweep::Measure;
  return {
      .title = "Many threads",
      .summary =
          "Workers that wait at the same time take as long as the slowest, and end in "
          "an "
          "order of their own.",
      .parameters =
          {
              explained(course::integer("threads", "Threads", 1, 64, 8),
                        "How many workers there are."),
              explained(
                  course::duration("work-time", "Work time", 1ms, 5s, 2s),
                  "How long a worker waits for its answer at most, and half of it at "
                  "least."),
          },
      .variants =
          {
              {"one-after-another", "One after another", Kind::design,
               "Each worker is joined before the next one is started.",
               timed_one_after_another},
              {"all-at-once", "All at once", Kind::design,
               "First all are started, then all are joined.", timed_all_at_once},
          },
      .claims =
          {
              ends_with("all-finish", "Every worker finishes.", "finished", threads),
              never_above("no-more-than-threads",
                          "No more are at work than there are workers.", "at work",
                          threads),
              about_time(
                  never_above("nothing-saved",
                              "One after another, the whole takes at least the sum "
                              "of the times.",
                              "saved", nothing, "ms")),
              about_time(
                  never_above("as-long-as-one",
                              "All at once, the whole takes at most 500 ms longer "
                              "than the work time of one.",
                              "longer than one", half_a_second, "ms")),
          },
      .charts =
          {
              {"Workers",
               "workers",
               {{"at work", "at work"},
                {"finished", "finished"},
                {"out of turn", "finished out of turn"}}},
              {"Time",
               "ms",
               {{"sum of the times", "sum of all workers' times"},
                {"wall time", "on the clock on the wall"}}},
          },
      .prediction =
          {
              "Eight workers are started at once and wait up to 2 s each. In which "
              "order "
              "do they finish?",
              {
                  {"In the order in which they were started",
                   "who starts first ends first",
                   "The order of start() says who begins, and hardly that. Each ends "
                   "when "
                   "its own answer comes."},
                  {"In the order in which main joins them", "join() ends a thread",
                   "join() only waits. A worker that main joins last may have ended "
                   "first."},
                  {"In any order, and in another one next time", "",
                   "Nothing in the program orders them. Whoever needs an order has to "
                   "make one."},
              },
          },
      .sweeps =
          {
              {.title = "Duration against threads",
               .parameter = "threads",
               .measure = Measure::duration,
               .values = {"1", "2", "4", "8", "16"}},
          },
      .outcome = "out of turn",
      .work = "finished",
      .quick_with = {{"threads", "5"}, {"work-time", "60 ms"}},
      .views = {"timeline", "output"},
      .controlled = {.explored_with = {{"threads", "2"}}},
  };
}

}  // namespace lessons
