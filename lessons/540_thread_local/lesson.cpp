#include "course/lesson.h"

#include <algorithm>
#include <memory>
#include <string>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/local.h"
#include "threading/lock.h"
#include "threading/sleep.h"
#include "threading/thread_pool_executor.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kibibyte = 1024;

/// Memory that really is taken, and charted as long as it is.
class Pages {
 public:
  Pages(course::Stage& stage, trace::Source source)
      : memory_(stage.gauge("memory")), kib_(stage.integer("size")), source_(source) {
    bytes_.resize(static_cast<std::size_t>(kib_ * kibibyte));
    memory_.add(kib_, source_);
  }
  ~Pages() { memory_.add(-kib_, source_); }
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

 private:
  course::Gauge& memory_;
  const std::int64_t kib_;
  const trace::Source source_;
  std::vector<char> bytes_;
};

/// Lines, each by the report that it was written for.
class Notes {
 public:
  explicit Notes(course::Stage& stage, trace::Source source = trace::Source::here())
      : pages_(std::make_unique<Pages>(stage, source)) {}

  void clear() { lines_.clear(); }
  void add(int report) { lines_.push_back(report); }
  std::int64_t lines() const { return static_cast<std::int64_t>(lines_.size()); }
  std::int64_t lines_of(int report) const {
    return std::count(lines_.begin(), lines_.end(), report);
  }

 private:
  std::unique_ptr<Pages> pages_;
  std::vector<int> lines_;
};

void publish(course::Stage& stage, const Notes& notes, int report,
             trace::Source source = trace::Source::here()) {
  const std::int64_t foreign = notes.lines() - notes.lines_of(report);
  stage.gauge("foreign lines").add(foreign, source);
  stage.gauge("reports").add(1, source);
  stage.print("report", std::to_string(report) + ":", notes.lines(), "lines,", foreign,
              "foreign");
}

int workers(const course::Stage& stage) {
  return static_cast<int>(stage.integer("workers"));
}

//! [shared]
void shared(course::Stage& stage) {
  Notes notes{stage};  // one notebook for all
  threading::Lock guard{"notebook"};
  Crew writers("writer", stage.integer("threads"), [&](int report) {
    const threading::With holding(guard);  // from the first line to the last
    notes.clear();
    for (int line = 1; line <= stage.integer("lines"); ++line) {
      threading::sleep_for(stage.duration("line-time"));
      notes.add(report);
    }
    publish(stage, notes, report);
  });
  writers.join();
}
//! [shared]

//! [thread-local]
void one_each(course::Stage& stage) {
  threading::local<Notes> notes{[&stage] { return Notes(stage); }};
  Crew writers("writer", stage.integer("threads"), [&](int report) {
    for (int line = 1; line <= stage.integer("lines"); ++line) {
      threading::sleep_for(stage.duration("line-time"));
      notes->add(report);  // in this thread's own notebook
    }
    publish(stage, *notes, report);
  });
  writers.join();
}
//! [thread-local]

//! [left-over]
void left_over(course::Stage& stage) {
  threading::local<Notes> notes{[&stage] { return Notes(stage); }};
  threading::ThreadPoolExecutor pool({workers(stage), "worker"});
  for (int report = 1; report <= stage.integer("threads"); ++report) {
    pool.submit([&notes, &stage, report] {
      for (int line = 1; line <= stage.integer("lines"); ++line) {
        threading::sleep_for(stage.duration("line-time"));
        notes->add(report);  // in the worker's notebook
      }
      publish(stage, *notes, report);
    });
  }
  pool.shutdown();
}
//! [left-over]

//! [cleared]
void cleared(course::Stage& stage) {
  threading::local<Notes> notes{[&stage] { return Notes(stage); }};
  threading::ThreadPoolExecutor pool({workers(stage), "worker"});
  for (int report = 1; report <= stage.integer("threads"); ++report) {
    pool.submit([&notes, &stage, report] {
      notes->clear();  // the worker may have used it for another report
      for (int line = 1; line <= stage.integer("lines"); ++line) {
        threading::sleep_for(stage.duration("line-time"));
        notes->add(report);
      }
      publish(stage, *notes, report);
    });
  }
  pool.shutdown();
}
//! [cleared]

std::int64_t none(const course::Facts&) { return 0; }
std::int64_t all_reports(const course::Facts& facts) {
  return facts.setting("threads");
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): without the underscore it is a keyword
course::Lesson thread_local_() {
  using Kind = course::Variant::Kind;
  using Measure = course::Sweep::Measure;
  return {
      .title = "Thread-local storage",
      .summary =
          "One name, one value for each thread: nobody waits, but memory grows, and a "
          "pool's thread keeps what the last task left.",
      .parameters =
          {
              explained(course::integer("threads", "Threads", 1, 64, 8),
                        "How many reports are written; each by a thread of its own "
                        "where there is no pool."),
              explained(course::integer("workers", "Pool", 1, 16, 3),
                        "How many threads the pool has.", "workers"),
              explained(course::integer("lines", "Lines", 1, 100, 15),
                        "How many lines a report has.", "per report"),
              at_once(explained(
                  course::duration("line-time", "Time for a line", 0ms, 500ms, 100ms),
                  "How long it takes to write one line.")),
              explained(course::integer("size", "Notebook", 1, 1'024, 256),
                        "How much memory a notebook takes.", "KiB"),
          },
      .variants =
          {
              {"shared", "One for all", Kind::design,
               "One notebook and a lock: the writers take turns.", shared},
              {"thread-local", "One for each thread", Kind::design,
               "A notebook for each thread under the same name: no lock, no waiting.",
               one_each},
              {"left-over", "Left over in a pool", Kind::broken,
               "A worker's notebook still has the lines of its last report.",
               left_over},
              {"cleared", "Cleared for each task", Kind::sound,
               "Each task begins with a clean page.", cleared},
          },
      .claims =
          {
              never_above("own-lines", "No report has a line of another one.",
                          "foreign lines", none),
              ends_with("all-published", "Every report is published.", "reports",
                        all_reports),
              course::never_stuck(),
          },
      .charts =
          {
              {"Memory", "KiB", {{"memory", "taken by notebooks"}}},
              {"Reports", "published", {{"reports", "reports"}}},
              {"Mixed up", "lines", {{"foreign lines", "lines of another report"}}},
          },
      .prediction =
          {
              "Each thread has a notebook of its own. The same code is given to a "
              "pool: "
              "8 reports, 3 workers. What is in the last report?",
              {
                  {"Its own lines", "thread-local means task-local",
                   "The notebook belongs to the worker, and the worker has written "
                   "other reports before."},
                  {"Its own lines, behind those of earlier reports by the same worker",
                   "",
                   "A worker lives longer than a task, and so does what is local to "
                   "it."},
                  {"Lines of all reports, mixed", "a pool shares its thread-locals",
                   "Three workers, three notebooks: they do not mix at all. It is one "
                   "worker's tasks, one after the other, that share."},
                  {"Nothing: a task's end empties the notebook",
                   "the end of a task clears thread-locals",
                   "A thread's value goes with the thread. No thread of the pool ends "
                   "before the pool does."},
              },
          },
      .sweeps =
          {
              {.title = "Memory against threads",
               .parameter = "threads",
               .measure = Measure::greatest,
               .gauge = "memory",
               .unit = "KiB",
               .values = {"1", "2", "4", "8", "16"},
               .variants = {"shared", "thread-local", "cleared"}},
              {.title = "Time against threads",
               .parameter = "threads",
               .measure = Measure::duration,
               .values = {"1", "2", "4", "8"},
               .variants = {"shared", "thread-local", "cleared"}},
          },
      .outcome = "foreign lines",
      .work = "reports",
      .quick_with = {{"threads", "4"},
                     {"workers", "2"},
                     {"lines", "3"},
                     {"line-time", "1ms"},
                     {"size", "16"}},
      .views = {"timeline", "output", "objects"},
      .controlled = {.explored_with = {{"threads", "2"},
                                       {"workers", "2"},
                                       {"lines", "1"},
                                       {"size", "1"}}},
  };
}

}  // namespace lessons
