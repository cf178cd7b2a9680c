#include "course/lesson.h"

#include <algorithm>
#include <array>
#include <compare>
#include <optional>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lifo_queue.h"
#include "threading/priority_queue.h"
#include "threading/queue.h"
#include "threading/shared.h"
#include "threading/sleep.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

struct Job {
  int urgency;  // 1: as soon as possible
  int number;   // in the order in which they came
  auto operator<=>(const Job&) const = default;
};

/// In a list of what a queue holds.
std::string in_words(const Job& job) {
  return "(" + std::to_string(job.urgency) + ", " + std::to_string(job.number) + ")";
}

int room(const course::Stage& stage) { return static_cast<int>(stage.integer("room")); }

/// The same ones for every discipline.
std::vector<Job> overnight(const course::Stage& stage) {
  std::vector<Job> jobs;
  for (int n = 1; n <= stage.integer("items"); ++n)
    jobs.push_back({1 + n * 5 / 3 % 3, n});
  return jobs;
}

bool first_come(const Job& one, const Job& other) { return one.number < other.number; }
bool last_come(const Job& one, const Job& other) { return one.number > other.number; }
bool most_urgent(const Job& one, const Job& other) { return one < other; }

/// Repairs what it is given, and notices when that is not in the promised order.
class Workshop {
 public:
  Workshop(course::Stage& stage, bool (*promised)(const Job&, const Job&),
           trace::Source source = trace::Source::here())
      : stage_(stage), promised_(promised) {
    stage_.gauge("out of order").set(0, source);
  }

  /// Each worker takes one job after the other, so that its own jobs come in order.
  void repair(int worker, const Job& job,
              trace::Source source = trace::Source::here()) {
    stage_.local("job", job.number, source);
    std::optional<Job>& before = last_.at(static_cast<std::size_t>(worker - 1));
    if (before && !promised_(*before, job)) stage_.gauge("out of order").add(1, source);
    before = job;
    stage_.print("worker", worker, "job", job.number, "urgency", job.urgency);
    const std::int64_t place = stage_.gauge("taken").add(1, source);
    if (job.urgency == 1) stage_.gauge("place of an urgent job").set(place, source);
    stage_.gauge("job").set(job.number, source);
    stage_.gauge("urgency").set(job.urgency, source);
    threading::sleep_for(stage_.duration("work-time"), source);
    stage_.gauge("repaired").add(1, source);
  }

  static constexpr int most_workers = 8;

 private:
  course::Stage& stage_;
  bool (*const promised_)(const Job&, const Job&);
  std::array<std::optional<Job>, most_workers> last_;  // by worker, its own only
};

//! [queue]
void queue(course::Stage& stage) {
  threading::Queue<Job> jobs{room(stage), "jobs"};
  Workshop workshop{stage, first_come};
  try {
    for (const Job& job : overnight(stage)) jobs.put(job, stage.duration("patience"));
  } catch (const threading::Full&) {
    stage.print("main: no room for the rest");
  }
  threading::Shared<int> done{0, "done"};
  Crew workers("worker", stage.integer("workers"), [&](int number) {
    try {
      for (;;) {
        workshop.repair(number, jobs.get(stage.duration("patience")));
        done.fetch_add(1);
        jobs.task_done();  // one job less to wait for
      }
    } catch (const threading::Empty&) {
      stage.print("worker", number, "goes home");
    }
  });
  jobs.join();  // until task_done() was called for each job
  stage.gauge("done by then").set(done.load());
  workers.join();
}
//! [queue]

//! [lifo]
void lifo(course::Stage& stage) {
  threading::LifoQueue<Job> jobs{room(stage), "jobs"};
  Workshop workshop{stage, last_come};
  try {
    for (const Job& job : overnight(stage)) jobs.put(job, stage.duration("patience"));
  } catch (const threading::Full&) {
    stage.print("main: no room for the rest");
  }
  threading::Shared<int> done{0, "done"};
  Crew workers("worker", stage.integer("workers"), [&](int number) {
    try {
      for (;;) {
        workshop.repair(number, jobs.get(stage.duration("patience")));
        done.fetch_add(1);
        jobs.task_done();  // one job less to wait for
      }
    } catch (const threading::Empty&) {
      stage.print("worker", number, "goes home");
    }
  });
  jobs.join();  // until task_done() was called for each job
  stage.gauge("done by then").set(done.load());
  workers.join();
}
//! [lifo]

//! [priority]
void priority(course::Stage& stage) {
  threading::PriorityQueue<Job> jobs{room(stage), "jobs"};
  Workshop workshop{stage, most_urgent};
  try {
    for (const Job& job : overnight(stage)) jobs.put(job, stage.duration("patience"));
  } catch (const threading::Full&) {
    stage.print("main: no room for the rest");
  }
  threading::Shared<int> done{0, "done"};
  Crew workers("worker", stage.integer("workers"), [&](int number) {
    try {
      for (;;) {
        workshop.repair(number, jobs.get(stage.duration("patience")));
        done.fetch_add(1);
        jobs.task_done();  // one job less to wait for
      }
    } catch (const threading::Empty&) {
      stage.print("worker", number, "goes home");
    }
  });
  jobs.join();  // until task_done() was called for each job
  stage.gauge("done by then").set(done.load());
  workers.join();
}
//! [priority]

//! [no-task-done]
void no_task_done(course::Stage& stage) {
  threading::Queue<Job> jobs{room(stage), "jobs"};
  Workshop workshop{stage, first_come};
  try {
    for (const Job& job : overnight(stage)) jobs.put(job, stage.duration("patience"));
  } catch (const threading::Full&) {
    stage.print("main: no room for the rest");
  }
  threading::Shared<int> done{0, "done"};
  Crew workers("worker", stage.integer("workers"), [&](int number) {
    try {
      for (;;) {
        workshop.repair(number, jobs.get(stage.duration("patience")));
        done.fetch_add(1);
      }
    } catch (const threading::Empty&) {
      stage.print("worker", number, "goes home");
    }
  });
  jobs.join();  // until task_done() was called for each job
  stage.gauge("done by then").set(done.load());
  workers.join();
}
//! [no-task-done]

std::int64_t none(const course::Facts&) { return 0; }
std::int64_t all_that_fit(const course::Facts& facts) {
  return std::min(facts.setting("items"), facts.setting("room"));
}

}  // namespace

course::Lesson queue_disciplines() {
  using Kind = course::Variant::Kind;
  using Measure = course::Sweep::Measure;
  return {
      .title = "Queue disciplines",
      .summary =
          "The same jobs in the order of coming, in the reverse order, or by urgency; "
          "and how one waits until all are done.",
      .parameters =
          {
              explained(course::integer("items", "Jobs", 1, 200, 24),
                        "How many jobs come before the workers begin."),
              explained(course::integer("room", "Queue size", 1, 200, 20),
                        "How many jobs the queue has room for.", "jobs"),
              explained(
                  course::integer("workers", "Workers", 1, Workshop::most_workers, 2),
                  "How many threads take jobs from the queue."),
              at_once(
                  explained(course::duration("work-time", "Work time", 0ms, 1s, 300ms),
                            "How long a worker is busy with one job.")),
              at_once(explained(
                  course::duration("patience", "Patience", 1ms, 3s, 600ms),
                  "How long put() waits for room and get() for a job before they "
                  "give up.")),
          },
      .variants =
          {
              {"queue", "Queue", Kind::design, "First in, first out.", queue},
              {"lifo", "LifoQueue", Kind::design, "Last in, first out, as a stack.",
               lifo},
              {"priority", "PriorityQueue", Kind::design,
               "The smallest first: by urgency, and among equals by number.", priority},
              {"no-task-done", "Without task_done()", Kind::broken,
               "Every job is repaired, but nobody tells the queue.", no_task_done},
          },
      .claims =
          {
              never_above("in-order",
                          "Each worker gets its jobs in the order that the queue "
                          "promises.",
                          "out of order", none),
              ends_with("done-by-then",
                        "When join() returns, every job that found room is done.",
                        "done by then", all_that_fit),
              course::never_stuck(),
          },
      .charts =
          {
              {"Order", "number of the job", {{"job", "job that is taken"}}},
              {"Urgency", "1 is urgent", {{"urgency", "of the job that is taken"}}},
              {"Progress", "jobs", {{"jobs", "in the queue"}, {"done", "done"}}},
          },
      .prediction =
          {
              "The workers call task_done() after each job that they have repaired. "
              "When does jobs.join() return?",
              {
                  {"As soon as the queue is empty", "join() waits for an empty queue",
                   "The queue is empty while the last jobs are still being repaired. "
                   "What join() waits for is task_done(), once for each job."},
                  {"When the last job has been repaired", "",
                   "The queue counts: put() adds one, task_done() takes one away, and "
                   "join() waits for nought."},
                  {"When the workers have ended", "join() of a queue waits for threads",
                   "The queue knows of jobs, not of threads. In this program the "
                   "workers even stay on for a while, in case another job comes."},
              },
          },
      .sweeps =
          {
              {.title = "Time against workers",
               .parameter = "workers",
               .measure = Measure::duration,
               .values = {"1", "2", "4", "8"},
               .variants = {"queue", "lifo", "priority"}},
              {.title = "When the last urgent job is begun, against jobs",
               .parameter = "items",
               .measure = Measure::greatest,
               .gauge = "place of an urgent job",
               .unit = "jobs begun until then",
               .values = {"3", "6", "12", "18"},
               .variants = {"queue", "lifo", "priority"}},
          },
      .outcome = "job",
      .work = "repaired",
      .quick_with = {{"items", "8"},
                     {"room", "6"},
                     {"work-time", "2ms"},
                     {"patience", "10ms"}},
      .views = {"output", "timeline", "objects"},
      .controlled = {.explored_with = {{"items", "3"},
                                       {"room", "2"},
                                       {"workers", "2"}}},
  };
}

}  // namespace lessons
