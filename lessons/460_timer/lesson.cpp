#include "course/lesson.h"

#include <algorithm>
#include <string>

#include "course/stage.h"
#include "threading/current_thread.h"
#include "threading/monotonic.h"
#include "threading/shared.h"
#include "threading/sleep.h"
#include "threading/timer.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;
using Moment = threading::Deadline::Clock::time_point;

/// What the timers do, and how late they do it.
class Bell {
 public:
  explicit Bell(course::Stage& stage) : stage_(stage) {}

  void ring(Moment due, trace::Source source = trace::Source::here()) {
    const auto late = threading::monotonic() - due;
    stage_.gauge("late by").set(late / 1ms, source);
    stage_.gauge("early by").set(std::max<std::int64_t>(0, -late / 1us), source);
    stage_.print(threading::current_thread().name() + ": rings,", late / 1ms,
                 "ms late");
    rung_.fetch_add(1, source);
  }
  int rung(trace::Source source = trace::Source::here()) const {
    return rung_.load(source);
  }

 private:
  course::Stage& stage_;
  threading::Shared<int> rung_{0, "rung"};
};

std::string named(const char* name, int number) {
  return name + ("-" + std::to_string(number));
}

//! [once]
void once(course::Stage& stage) {
  Bell bell(stage);
  const Moment due = threading::monotonic() + stage.duration("delay");
  threading::Timer timer({.name = "timer"}, stage.duration("delay"),
                         [&] { bell.ring(due); });
  timer.start();
  for (int n = 1; n <= 3; ++n) {
    stage.print("main: goes on meanwhile");
    threading::sleep_for(stage.duration("period"));
  }
  timer.join();
  stage.gauge("missing").set(1 - bell.rung());
}
//! [once]

//! [cancelled]
void cancelled(course::Stage& stage) {
  Bell first_bell(stage), second_bell(stage);
  const Moment due = threading::monotonic() + stage.duration("delay");
  threading::Timer first({.name = "first"}, stage.duration("delay"),
                         [&] { first_bell.ring(due); });
  threading::Timer second({.name = "second"}, stage.duration("delay"),
                          [&] { second_bell.ring(due); });
  first.start();
  second.start();
  threading::sleep_for(stage.duration("cancel-after"));
  first.cancel();  // in time, as long as the delay is not over
  first.join();
  stage.print("main: the first one has", first_bell.rung() == 0 ? "not rung" : "rung");
  second.join();
  second.cancel();  // too late: it has run, and this does nothing
  stage.gauge("missing").set(1 - second_bell.rung());
}
//! [cancelled]

//! [drifts]
void drifts(course::Stage& stage) {
  Bell bell(stage);
  const auto period = stage.duration("period");
  const Moment began = threading::monotonic();
  const int ticks = static_cast<int>(stage.integer("ticks"));
  for (int tick = 1; tick <= ticks; ++tick) {
    const Moment due = began + tick * period;
    threading::Timer timer({.name = named("tick", tick)}, period, [&] {
      bell.ring(due);
      threading::sleep_for(stage.duration("work-time"));
    });
    timer.start();
    timer.join();
  }
  stage.gauge("missing").set(ticks - bell.rung());
}
//! [drifts]

//! [deadline]
void deadline(course::Stage& stage) {
  Bell bell(stage);
  const auto period = stage.duration("period");
  const Moment began = threading::monotonic();
  const int ticks = static_cast<int>(stage.integer("ticks"));
  for (int tick = 1; tick <= ticks; ++tick) {
    const Moment due = began + tick * period;
    const auto left = due - threading::monotonic();  // not the whole period
    threading::Timer timer({.name = named("tick", tick)}, left, [&] {
      bell.ring(due);
      threading::sleep_for(stage.duration("work-time"));
    });
    timer.start();
    timer.join();
  }
  stage.gauge("missing").set(ticks - bell.rung());
}
//! [deadline]

std::int64_t none(const course::Facts&) { return 0; }
std::int64_t two_periods(const course::Facts& facts) {
  return 2 * facts.setting("period") / 1'000'000;
}

}  // namespace

course::Lesson timer() {
  using Kind = course::Variant::Kind;
  return {
      .title = "Timer",
      .summary = "Runs something once, after a delay, on a thread of its own.",
      .parameters =
          {
              explained(course::duration("delay", "Delay", 1ms, 5s, 2s),
                        "After what time the timer runs."),
              at_once(explained(
                  course::duration("cancel-after", "Cancel after", 0ms, 5s, 1s),
                  "After what time the first timer is cancelled.")),
              explained(course::duration("period", "Period", 50ms, 2s, 250ms),
                        "The time from one tick to the next."),
              explained(course::integer("ticks", "Ticks", 2, 100, 15),
                        "How often the repeating variants run."),
              at_once(
                  explained(course::duration("work-time", "Work time", 0ms, 1s, 60ms),
                            "How long each tick works before the next one is set.")),
          },
      .variants =
          {
              {"once", "Once", Kind::design,
               "The timer waits on its own thread, and main goes on.", once},
              {"cancelled", "Cancelled", Kind::design,
               "One timer is cancelled in time, the other after it has run.",
               cancelled},
              {"drifts", "Repeat that drifts", Kind::broken,
               "After each tick the timer is set for a whole period.", drifts,
               "Drift is a matter of time, and none passes while schedules are tried."},
              {"deadline", "Repeat against a deadline", Kind::sound,
               "The timer is set for what is left until the next tick is due.",
               deadline},
          },
      .claims =
          {
              course::about_time(never_above("not-too-early",
                                             "No timer runs before its time.",
                                             "early by", none, "µs")),
              course::about_time(never_above("not-too-late",
                                             "No timer runs two periods late.",
                                             "late by", two_periods, "ms")),
              never_above("none-missing",
                          "A timer that is not cancelled has run when join returns.",
                          "missing", none),
              course::never_stuck(),
          },
      .charts =
          {
              {"Late by", "ms", {{"late by", "behind its time"}}},
              {"Runs", "times", {{"rung", "times it rang"}}},
          },
      .prediction =
          {
              "A tick works for 60 ms, and then the timer is set for another 250 ms. "
              "When does the tenth tick come?",
              {
                  {"After 2.5 s, ten times 250 ms",
                   "a timer knows when it should have run",
                   "Each delay is counted from when the timer is set, and that is "
                   "after the work."},
                  {"After a little more than 3 s", "",
                   "Nine times 60 ms of work come on top of ten periods, and each new "
                   "thread takes a moment to start."},
                  {"After 2.5 s, but some ticks are left out",
                   "a late timer catches up",
                   "Nothing is left out, since each tick sets the next. They only come "
                   "later and later."},
              },
          },
      .sweeps =
          {
              {.title = "Late by against work time",
               .parameter = "work-time",
               .measure = course::Sweep::Measure::greatest,
               .gauge = "late by",
               .unit = "ms",
               .values = {"0 ms", "20 ms", "40 ms", "80 ms", "160 ms", "240 ms"},
               .variants = {"drifts", "deadline"}},
              {.title = "Late by against ticks",
               .parameter = "ticks",
               .measure = course::Sweep::Measure::last,
               .gauge = "late by",
               .unit = "ms",
               .values = {"2", "5", "10", "20"},
               .variants = {"drifts", "deadline"}},
          },
      .outcome = "late by",
      .quick_with = {{"delay", "20ms"},
                     {"cancel-after", "5ms"},
                     {"period", "100ms"},
                     {"ticks", "6"},
                     {"work-time", "60ms"}},
      .views = {"timeline", "output", "objects"},
      .controlled = {.explored_with = {{"ticks", "3"}}},
  };
}

}  // namespace lessons
