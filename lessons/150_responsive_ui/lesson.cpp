#include "course/lesson.h"

#include <memory>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/event.h"
#include "threading/semaphore.h"
#include "threading/shared.h"
#include "threading/sleep.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

int number_of_items(const course::Stage& stage) {
  return static_cast<int>(stage.integer("items"));
}

/// What a widget does with news. Costs the interface some time, as drawing does.
void show(course::Stage& stage, int done, int items,
          trace::Source source = trace::Source::here()) {
  stage.compute(50us, source);
  stage.show_progress(done, items);
  stage.gauge("shown").set(done, source);
}

//! [on-gui-thread]
void on_gui_thread(course::Stage& stage) {
  const int items = number_of_items(stage);
  const auto finished = std::make_shared<threading::Event>("job done");
  stage.post([&stage, items] {  // one event that does the whole job
    for (int done = 1; done <= items; ++done) {
      stage.compute(stage.duration("job-length") / items);
      show(stage, done, items);
    }
  });
  stage.post([finished] { finished->set(); });
  finished->wait();
}
//! [on-gui-thread]

//! [flood]
void flood(course::Stage& stage) {
  const int items = number_of_items(stage);
  const auto finished = std::make_shared<threading::Event>("job done");
  Crew worker("worker", 1, [&](int) {
    for (int done = 1; done <= items; ++done) {
      stage.compute(stage.duration("job-length") / items);
      stage.post([&stage, done, items] {  // an event for every item
        show(stage, done, items);
      });
    }
    stage.post([finished] { finished->set(); });
  });
  worker.join();
  finished->wait();
}
//! [flood]

//! [batched]
void batched(course::Stage& stage) {
  const int items = number_of_items(stage);
  threading::Shared<int> done{0, "done"};
  Crew worker("worker", 1, [&](int) {
    for (int item = 1; item <= items; ++item) {
      stage.compute(stage.duration("job-length") / items);
      done.fetch_add(1);
    }
  });
  const auto screen = std::make_shared<threading::Semaphore>(1, "screen");
  for (int news = 0; news < items;) {
    threading::sleep_for(stage.duration("batch-period"));
    screen->acquire();  // the last update has been shown
    news = done.load();
    stage.post([&stage, screen, news, items] {  // one event for all that is new
      show(stage, news, items);
      screen->release();
    });
  }
  screen->acquire();
  worker.join();
}
//! [batched]

std::int64_t fifty_milliseconds(const course::Facts&) { return 50'000; }
std::int64_t two(const course::Facts&) { return 2; }
std::int64_t all_items(const course::Facts& facts) { return facts.setting("items"); }

}  // namespace

course::Lesson responsive_ui() {
  using Kind = course::Variant::Kind;
  return {
      .title = "A responsive interface",
      .summary =
          "A long job freezes this very window, unless a worker does it and "
          "reports sparingly.",
      .parameters =
          {
              explained(course::duration("job-length", "Job length", 50ms, 1s, 500ms),
                        "How long the job computes, over all its items."),
              explained(
                  course::integer("items", "Items", 2, 40'000, 20'000),
                  "In how many pieces the job is done; each is news for the window."),
              at_once(explained(
                  course::duration("batch-period", "Batch period", 1ms, 500ms, 20ms),
                  "How often the batched variant tells the window.")),
          },
      .variants =
          {
              {"on-gui-thread", "On the window's thread", Kind::broken,
               "One event does the whole job; meanwhile the window can do nothing "
               "else.",
               on_gui_thread,
               "What is wrong here is how long one event takes. No time passes while "
               "schedules are tried, so exploring cannot show it; a run can."},
              {"flood", "Worker, flooding", Kind::broken,
               "A worker does the job and posts an event for every single item.",
               flood},
              {"batched", "Worker, batched", Kind::sound,
               "A worker does the job; one event per period tells all that is new.",
               batched},
          },
      .claims =
          {
              about_time(never_above(
                  "short-events",
                  "No event keeps the interface busy for longer than 50 ms.",
                  "interface busy", fifty_milliseconds, "µs")),
              never_above("short-queue", "At most two updates wait in the event queue.",
                          "interface pending", two),
              ends_with("all-shown", "The last update shows that everything is done.",
                        "shown", all_items),
          },
      .charts =
          {
              {"Event queue", "events", {{"interface pending", "waiting"}}},
              {"Length of each event", "µs", {{"interface busy", "event"}}},
              {"Progress",
               "items",
               {{"shown", "shown"}, {"done", "done by the worker"}}},
          },
      .prediction =
          {
              "A worker thread does the whole job and posts an event to the window for "
              "each of 20,000 items. How does the window feel?",
              {
                  {"Smooth: the work is not done on its thread",
                   "only computing makes a window slow",
                   "The work is not, but showing it is. Events that come faster than "
                   "they can be shown form a queue, and your clicks wait at its end."},
                  {"Sluggish: your clicks wait behind thousands of updates", "",
                   "Each update is short, but there are too many of them in front of "
                   "your click."},
                  {"It loses updates, and the progress bar never gets to the end",
                   "a flooded queue throws away",
                   "An event queue loses nothing. It grows, and the memory with it."},
              },
          },
      .sweeps =
          {
              {.title = "Longest event against job length",
               .parameter = "job-length",
               .measure = course::Sweep::Measure::greatest,
               .gauge = "interface busy",
               .unit = "µs",
               .values = {"50 ms", "100 ms", "200 ms", "400 ms"}},
              {.title = "Waiting events against items",
               .parameter = "items",
               .measure = course::Sweep::Measure::greatest,
               .gauge = "interface pending",
               .unit = "events",
               .values = {"10", "100", "1000", "10000"},
               .variants = {"flood", "batched"}},
          },
      .work = "shown",
      .quick_with = {{"job-length", "50ms"},
                     {"items", "2000"},
                     {"batch-period", "2ms"}},
      .views = {"timeline", "objects"},
      .controlled = {.explored_with = {{"items", "3"}}, .posts_jobs = true},
  };
}

}  // namespace lessons
