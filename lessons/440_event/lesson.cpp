#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "lessons/work.h"
#include "threading/event.h"
#include "threading/monotonic.h"
#include "threading/shared.h"
#include "threading/sleep.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

//! [starting-gun]
void starting_gun(course::Stage& stage) {
  threading::Event gun{"gun"};
  threading::Shared<int> off{0, "off"};
  for (int heat = 1; heat <= stage.integer("rounds"); ++heat) {
    gun.clear();  // or the next runners would not wait
    off.store(0);
    Crew runners("runner", stage.integer("waiters"), [&](int number) {
      while (!gun.wait(stage.duration("patience"))) {
        stage.print("runner", number, "still waits");
      }
      off.fetch_add(1);
      work_about(stage, stage.duration("work-time"));
      stage.gauge("done").add(1);
    });
    threading::sleep_for(stage.duration("delay"));
    stage.gauge("off too early").set(off.load());
    gun.set();  // lets all of them go at once
    runners.join();
  }
}
//! [starting-gun]

//! [stop-flag]
void stop_flag(course::Stage& stage) {
  threading::Event stop{"stop"};
  Crew workers("worker", stage.integer("waiters"), [&](int) {
    while (!stop.wait(stage.duration("patience"))) {  // a pause that can be cut short
      stage.gauge("beats").add(1);
    }
    stage.gauge("done").add(1);
  });
  threading::sleep_for(stage.duration("delay") * stage.integer("rounds"));
  const auto told = threading::monotonic();
  stop.set();
  workers.join();
  stage.print("main: all stopped", (threading::monotonic() - told) / 1us,
              "microseconds after they were told");
}
//! [stop-flag]

//! [as-lock]
void as_lock(course::Stage& stage) {
  threading::Event free{"free"};
  free.set();
  Crew workers("worker", stage.integer("waiters"), [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      free.wait();   // several see it up ...
      free.clear();  // ... before the first of them takes it down
      {
        const course::Inside alone(stage.gauge("inside"));
        work_about(stage, stage.duration("work-time"));
      }
      stage.gauge("done").add(1);
      free.set();
    }
  });
  workers.join();
}
//! [as-lock]

std::int64_t nobody(const course::Facts&) { return 0; }
std::int64_t one(const course::Facts&) { return 1; }

}  // namespace

course::Lesson event() {
  using Kind = course::Variant::Kind;
  using Measure = course::Chart::Line::Measure;
  return {
      .title = "Event",
      .summary = "A flag that any number of threads can wait for; a gate, not a lock.",
      .parameters =
          {
              explained(course::integer("waiters", "Waiters", 2, 16, 6),
                        "How many threads use the event."),
              explained(course::integer("rounds", "Rounds", 1, 10, 3),
                        "How many heats there are, or how often each worker goes in."),
              at_once(explained(course::duration("delay", "Delay", 0ms, 5s, 1s),
                                "How long it takes until the gun is fired; the stop "
                                "comes after that time for each round.")),
              at_once(explained(
                  course::duration("patience", "Patience", 1ms, 5s, 400ms),
                  "How long a thread waits at a time before it does something else.")),
              at_once(explained(
                  course::duration("work-time", "Work time", 0ms, 2s, 300ms),
                  "How long a runner runs or a worker stays inside, on average.")),
          },
      .variants =
          {
              {"starting-gun", "Starting gun", Kind::sound,
               "All wait for one event; set() releases every one of them.",
               starting_gun},
              {"stop-flag", "Stop flag", Kind::sound,
               "Workers go on until the event is set, which also cuts their pauses "
               "short.",
               stop_flag},
              {"as-lock", "Event used as a lock", Kind::broken,
               "wait() and clear() are two steps, so several pass before the first one "
               "clears.",
               as_lock},
          },
      .claims =
          {
              never_above("not-before", "Nobody is off before the gun is fired.",
                          "off too early", nobody),
              never_above("one-at-a-time", "At most one worker is inside.", "inside",
                          one),
              course::never_stuck(),
          },
      .charts =
          {
              {"Threads",
               "threads",
               {{"off", "runners off"}, {"inside", "workers inside"}}},
              {"Done",
               "per second",
               {{"done", "runs, visits", Measure::rate},
                {"beats", "beats", Measure::rate}}},
          },
      .prediction =
          {
              "An event is up. Six workers each call wait() and then clear(), to keep "
              "the others out. How many can be inside at the same time?",
              {
                  {"One: whoever is first has taken the event down",
                   "wait and clear are one step",
                   "Between the two calls others can see the event up as well, and go "
                   "in too."},
                  {"One: wait() takes the event down by itself",
                   "wait takes the signal away",
                   "wait() only looks. The event stays up until somebody clears it."},
                  {"All six", "",
                   "An event lets everybody through who sees it up, and nothing makes "
                   "looking and clearing one step."},
                  {"None: clear() sends back those who have passed",
                   "clear reaches those who have passed",
                   "clear() concerns those who look later. Whoever has passed has "
                   "passed."},
              },
          },
      .sweeps =
          {
              {.title = "Inside against waiters",
               .parameter = "waiters",
               .measure = course::Sweep::Measure::greatest,
               .gauge = "inside",
               .unit = "workers",
               .values = {"2", "4", "6", "8", "12", "16"},
               .variants = {"as-lock"}},
              {.title = "Duration against waiters",
               .parameter = "waiters",
               .measure = course::Sweep::Measure::duration,
               .values = {"2", "4", "8", "16"},
               .variants = {"starting-gun", "stop-flag"}},
          },
      .work = "done",
      .quick_with = {{"delay", "5ms"}, {"patience", "2ms"}, {"work-time", "3ms"}},
      .views = {"timeline", "objects", "output"},
      .controlled = {.explored_with = {{"waiters", "2"}, {"rounds", "2"}}},
  };
}

}  // namespace lessons
