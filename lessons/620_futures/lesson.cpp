#include "course/lesson.h"

#include <stdexcept>
#include <string>
#include <vector>

#include "course/stage.h"
#include "threading/as_completed.h"
#include "threading/sleep.h"
#include "threading/thread_pool_executor.h"
#include "threading/wait.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

using Page = threading::Future<int>;

constexpr int missing = 2;

struct NotFound : std::runtime_error {
  explicit NotFound(int number)
      : std::runtime_error("page " + std::to_string(number) + " not found") {}
};

threading::ThreadPoolExecutor::Options workers(const course::Stage& stage) {
  return {.max_workers = static_cast<int>(stage.integer("workers")),
          .thread_name_prefix = "worker"};
}

/// The first page takes longest.
std::chrono::nanoseconds fetch_time(const course::Stage& stage, int number) {
  return 100ms + stage.duration("spread") * ((number * 5 + 1) % 7) / 6;
}

int fetch(course::Stage& stage, int number, trace::Source source) {
  stage.local("page", number, source);
  stage.gauge("pending").add(-1, source);
  const course::Inside running(stage.gauge("running"), source);
  threading::sleep_for(fetch_time(stage, number), source);
  stage.gauge("not looked at").add(1, source);
  if (number == missing) throw NotFound(number);
  return number;
}

void note_end(course::Stage& stage, const Page& page, trace::Source source) {
  stage.gauge("futures ended").add(1, source);
  if (page.cancelled()) {
    stage.gauge("pending").add(-1, source);
    stage.gauge("cancelled").add(1, source);
  } else {
    stage.gauge(page.exception(source) != nullptr ? "failed" : "done").add(1, source);
  }
}

Page request(course::Stage& stage, threading::ThreadPoolExecutor& pool, int number,
             trace::Source source = trace::Source::here()) {
  stage.gauge("pending").add(1, source);
  const auto task = [&stage, number, source] { return fetch(stage, number, source); };
  Page page = pool.submit(task, source);
  page.add_done_callback(
      [&stage, source](const Page& ended) { note_end(stage, ended, source); });
  return page;
}

void show(course::Stage& stage, int number,
          trace::Source source = trace::Source::here()) {
  stage.local("page", number, source);
  stage.gauge("not looked at").add(-1, source);
  stage.print("main: page", number, "is here");
}

void report(course::Stage& stage, const NotFound& error,
            trace::Source source = trace::Source::here()) {
  stage.gauge("not looked at").add(-1, source);
  stage.gauge("failures seen").add(1, source);
  stage.print("main:", error.what());
}

//! [in-order]
void in_order(course::Stage& stage) {
  threading::ThreadPoolExecutor pool(workers(stage));
  std::vector<threading::Future<int>> pages;
  for (int number = 1; number <= stage.integer("tasks"); ++number) {
    pages.push_back(request(stage, pool, number));  // pool.submit(fetch, number)
  }
  for (const auto& page : pages) {
    try {
      show(stage, page.result());  // waits for this one, though others may be there
    } catch (const NotFound& error) {
      report(stage, error);
    }
  }
}
//! [in-order]

//! [as-completed]
void as_they_complete(course::Stage& stage) {
  threading::ThreadPoolExecutor pool(workers(stage));
  std::vector<threading::Future<int>> pages;
  for (int number = 1; number <= stage.integer("tasks"); ++number) {
    pages.push_back(request(stage, pool, number));  // pool.submit(fetch, number)
  }
  for (const auto& page : threading::as_completed(pages)) {
    try {
      show(stage, page.result());  // waits for nothing: this one is done
    } catch (const NotFound& error) {
      report(stage, error);
    }
  }
}
//! [as-completed]

//! [never-looked-at]
void never_looked_at(course::Stage& stage) {
  threading::ThreadPoolExecutor pool(workers(stage));
  std::vector<threading::Future<int>> pages;
  for (int number = 1; number <= stage.integer("tasks"); ++number) {
    pages.push_back(request(stage, pool, number));  // pool.submit(fetch, number)
  }
  threading::wait(pages);  // until all of them are done, one way or the other
  stage.print("main: all", pages.size(), "pages are here");
}
//! [never-looked-at]

//! [time-out]
void time_out(course::Stage& stage) {
  threading::ThreadPoolExecutor pool(workers(stage));
  std::vector<threading::Future<int>> pages;
  for (int number = 1; number <= stage.integer("tasks"); ++number) {
    pages.push_back(request(stage, pool, number));  // pool.submit(fetch, number)
  }
  const auto now = threading::wait(pages, stage.duration("patience"));
  stage.print("main:", now.done.size(), "pages are done in time");
  for (const auto& page : now.not_done) page.cancel();  // false if it runs already
  for (const auto& page : pages) {
    if (page.cancelled()) continue;
    try {
      show(stage, page.result());
    } catch (const NotFound& error) {
      report(stage, error);
    }
  }
}
//! [time-out]

std::int64_t all_pages(const course::Facts& facts) { return facts.setting("tasks"); }

std::int64_t last_of(const course::Facts& facts, std::string_view gauge) {
  const auto number = facts.number(gauge);
  return number ? number->last : 0;
}

course::Claim every_failure_is_seen() {
  const auto judge = [](const course::Facts& facts) -> course::Judgement {
    if (!facts.over()) return {};
    const std::int64_t failed = last_of(facts, "failed");
    const std::int64_t seen = last_of(facts, "failures seen");
    return {failed == seen ? course::Verdict::holds : course::Verdict::fails,
            std::to_string(failed) + " failed, and main saw " + std::to_string(seen) +
                " of them."};
  };
  return {"failures-seen",
          "Every failure reaches the thread that asked for the work.",
          judge,
          {"failed", "failures seen"}};
}

}  // namespace

course::Lesson futures() {
  using Kind = course::Variant::Kind;
  using Sweep = course::Sweep;
  return {
      .title = "Futures",
      .summary =
          "A future stands for a result that is not there yet, or for the error "
          "that came in its place.",
      .parameters =
          {
              explained(course::integer("tasks", "Pages", 2, 200, 24),
                        "How many pages are fetched; page 2 does not exist."),
              explained(course::integer("workers", "Workers", 1, 32, 4),
                        "How many threads fetch them: max_workers."),
              at_once(explained(
                  course::duration("spread", "Spread", 0ms, 3s, 600ms),
                  "By how much the slowest page takes longer than the quickest.")),
              explained(
                  course::duration("patience", "Patience", 1ms, 10s, 1s),
                  "How long main waits for all pages in the variant with a time-out."),
          },
      .variants =
          {
              {"in-order", "In order", Kind::design,
               "Main asks the futures one after the other, in the order of their "
               "making.",
               in_order},
              {"as-completed", "As completed", Kind::design,
               "Main takes the futures in the order in which they get done.",
               as_they_complete},
              {"never-looked-at", "Never looked at", Kind::broken,
               "Main waits until all are done and asks none for its result, nor for "
               "its error.",
               never_looked_at},
              {"time-out", "Time-out and cancel", Kind::sound,
               "Main waits for a while, then cancels what has not begun and takes the "
               "rest.",
               time_out},
          },
      .claims =
          {
              every_failure_is_seen(),
              ends_with("all-end",
                        "Every future is done, failed or cancelled in the end.",
                        "futures ended", all_pages),
          },
      .charts =
          {
              {"Not ended",
               "futures",
               {{"pending", "pending"}, {"running", "running"}}},
              {"Ended",
               "futures",
               {{"done", "done"}, {"failed", "failed"}, {"cancelled", "cancelled"}}},
              {"Ready", "pages", {{"not looked at", "done, and not looked at"}}},
          },
      .prediction =
          {
              "Page 2 does not exist, so its task throws an error in a worker. In "
              "\"Never looked at\" main only waits until all are done. What does the "
              "program say of the error?",
              {
                  {"The program ends with it", "an error always ends the program",
                   "The worker catches it and puts it into the future, so it goes no "
                   "further by itself."},
                  {"A message, as for any thread that dies of an error",
                   "the pool reports errors",
                   "No thread dies: the worker keeps the error for whoever asks, and "
                   "takes the next task."},
                  {"Nothing at all", "",
                   "The error lies in the future, and result() would raise it; nobody "
                   "calls it."},
                  {"The task is done again until it works", "a pool tries again",
                   "A pool makes each call once; to try again is for the caller, who "
                   "has to see the error first."},
              },
          },
      .sweeps =
          {
              {.title = "Pages that were ready and not looked at, against spread",
               .parameter = "spread",
               .measure = Sweep::Measure::greatest,
               .gauge = "not looked at",
               .unit = "pages",
               .values = {"0ms", "100ms", "200ms", "400ms", "800ms"},
               .variants = {"in-order", "as-completed"}},
              {.title = "Cancelled against patience",
               .parameter = "patience",
               .measure = Sweep::Measure::last,
               .gauge = "cancelled",
               .unit = "pages",
               .values = {"100ms", "500ms", "1s", "2s", "3s"},
               .variants = {"time-out"}},
          },
      .outcome = "done",
      .work = "done",
      .quick_with = {{"tasks", "9"}, {"spread", "6ms"}, {"patience", "105ms"}},
      .views = {"timeline", "output", "objects"},
      .controlled = {.explored_with = {{"tasks", "2"}, {"workers", "2"}}},
  };
}

}  // namespace lessons
