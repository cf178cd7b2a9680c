#include "course/lesson.h"

#include <algorithm>
#include <ranges>
#include <vector>

#include "course/stage.h"
#include "threading/sleep.h"
#include "threading/thread.h"
#include "threading/thread_pool_executor.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

int workers(const course::Stage& stage) {
  return static_cast<int>(stage.integer("workers"));
}

std::chrono::nanoseconds share(std::chrono::nanoseconds time, double part) {
  return std::chrono::nanoseconds(
      static_cast<std::int64_t>(static_cast<double>(time.count()) * part));
}

/// Waits, as for an answer from the network, and computes. Some tasks are longer than
/// others, so that they do not end in the order of their numbers.
void do_task(course::Stage& stage, int number,
             trace::Source source = trace::Source::here()) {
  stage.local("task", number, source);
  stage.gauge("waiting").add(-1, source);
  const course::Inside at_work(stage.gauge("at work"), source);
  const auto time = stage.duration("task-time") * (1 + number % 3) / 2;
  const double computing = stage.real("computing");
  threading::sleep_for(share(time, 1 - computing), source);
  stage.compute(share(time, computing), source);
  stage.print(threading::current_thread().name(), "has done task", number);
  stage.gauge("done").add(1, source);
}

//! [thread-per-task]
void thread_per_task(course::Stage& stage) {
  std::vector<threading::Thread> threads;
  for (int task = 1; task <= stage.integer("tasks"); ++task) {
    stage.gauge("waiting").add(1);
    threads.emplace_back([&stage, task] {
      stage.gauge("threads made").add(1);
      do_task(stage, task);
    });
    threads.back().start();
  }
  for (threading::Thread& thread : threads) thread.join();
}
//! [thread-per-task]

//! [pool]
void pool(course::Stage& stage) {
  const auto new_worker = [&stage] { stage.gauge("threads made").add(1); };
  threading::ThreadPoolExecutor pool(
      {.max_workers = workers(stage), .thread_name_prefix = "worker"}, new_worker);
  stage.gauge("max_workers").set(pool.max_workers());
  for (int task = 1; task <= stage.integer("tasks"); ++task) {
    stage.gauge("waiting").add(1);
    pool.submit([&stage, task] { do_task(stage, task); });
  }
}  // here it waits for the tasks, and then ends the workers
//! [pool]

//! [map]
void mapped(course::Stage& stage) {
  const auto new_worker = [&stage] { stage.gauge("threads made").add(1); };
  threading::ThreadPoolExecutor pool(
      {.max_workers = workers(stage), .thread_name_prefix = "worker"}, new_worker);
  stage.gauge("max_workers").set(pool.max_workers());
  const auto work = [&stage](int task) {
    do_task(stage, task);
    return task;
  };
  const int tasks = static_cast<int>(stage.integer("tasks"));
  stage.gauge("waiting").add(tasks);
  int expected = 0;
  for (const int result : pool.map(work, std::views::iota(1, tasks + 1))) {
    stage.print("main: result of task", result);
    stage.gauge("out of order").add(result == ++expected ? 0 : 1);
  }
}
//! [map]

std::int64_t all_tasks(const course::Facts& facts) { return facts.setting("tasks"); }
std::int64_t none(const course::Facts&) { return 0; }
std::int64_t threads_allowed(const course::Facts& facts) {
  const auto max_workers = facts.number("max_workers");
  return max_workers ? std::min(max_workers->last, all_tasks(facts)) : all_tasks(facts);
}

course::Claim few_threads() {
  course::Claim claim = never_above("few-threads",
                                    "A pool makes at most max_workers threads; without "
                                    "one there is a thread for each task.",
                                    "threads made", threads_allowed);
  claim.gauges.emplace_back("max_workers");
  return claim;
}

course::Claim map_in_order() {
  course::Claim claim = never_above("map-in-order",
                                    "The results of map() come in the order of the "
                                    "tasks.",
                                    "out of order", none);
  claim.judge = [judge = claim.judge](const course::Facts& facts) -> course::Judgement {
    const bool used = facts.number("out of order").has_value();
    if (facts.over() && !used) return {.because = "map() is not used here."};
    return judge(facts);
  };
  return claim;
}

}  // namespace

course::Lesson thread_pool() {
  using Kind = course::Variant::Kind;
  using Sweep = course::Sweep;
  return {
      .title = "Thread pool",
      .summary = "A few workers do many tasks, one after the other.",
      .parameters =
          {
              explained(course::integer("workers", "Workers", 1, 64, 4),
                        "How many threads the pool may have: max_workers."),
              explained(course::integer("tasks", "Tasks", 1, 1000, 40),
                        "How many tasks there are to do."),
              at_once(
                  explained(course::duration("task-time", "Task time", 0ms, 2s, 250ms),
                            "How long a task takes, on average.")),
              at_once(explained(
                  course::real("computing", "Share computing", 0.0, 1.0, 0.2),
                  "How much of its time a task computes; the rest it waits.")),
          },
      .variants =
          {
              {"thread-per-task", "A thread per task", Kind::design,
               "Each task gets a thread of its own, which ends with it.",
               thread_per_task},
              {"pool", "A pool", Kind::design,
               "The workers are made once; each takes the next task when it is done "
               "with one.",
               pool},
              {"map", "A pool, with map", Kind::design,
               "The same pool; map() gives the results in the order of the tasks.",
               mapped},
          },
      .claims =
          {
              ends_with("all-done", "Every task is done.", "done", all_tasks),
              few_threads(),
              map_in_order(),
          },
      .charts =
          {
              {"Tasks",
               "tasks",
               {{"waiting", "waiting"}, {"at work", "at work"}, {"done", "done"}}},
              {"Threads", "threads", {{"threads made", "threads made so far"}}},
          },
      .prediction =
          {
              "40 tasks of 250 ms each go to a pool with max_workers = 4. What will "
              "the run show?",
              {
                  {"4 threads that share the 40 tasks, in about 2.5 s", "",
                   "Each worker takes the next task from the queue when it is done "
                   "with one, so the same 4 threads do all of them."},
                  {"40 threads, at most 4 of them at a time",
                   "a pool makes a thread for each task",
                   "The workers stay and are used again: making threads is what a pool "
                   "saves."},
                  {"4 threads; tasks 5 to 40 are refused", "a busy pool refuses tasks",
                   "submit() never refuses a task because all are busy: the task waits "
                   "in the pool's queue."},
                  {"40 threads, and all 40 tasks are at work at the same time",
                   "max_workers is only a wish",
                   "That is the variant without a pool. max_workers is a limit, and "
                   "nothing exceeds it."},
              },
          },
      .sweeps =
          {
              {.title = "Throughput against pool size",
               .parameter = "workers",
               .measure = Sweep::Measure::throughput,
               .gauge = "done",
               .unit = "tasks",
               .values = {"1", "2", "4", "8", "16", "32"},
               .variants = {"pool", "map"}},
              {.title = "Threads against tasks",
               .parameter = "tasks",
               .measure = Sweep::Measure::greatest,
               .gauge = "threads made",
               .unit = "threads",
               .values = {"1", "5", "10", "20", "40", "80"},
               .variants = {"thread-per-task", "pool"}},
          },
      .outcome = "threads made",
      .work = "done",
      .quick_with = {{"tasks", "12"}, {"task-time", "4ms"}},
      .views = {"timeline", "objects", "output"},
      .controlled = {.explored_with = {{"workers", "2"}, {"tasks", "2"}}},
  };
}

}  // namespace lessons
