#include "course/lesson.h"

#include <functional>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/errors.h"
#include "threading/lock.h"
#include "threading/rlock.h"
#include "threading/sleep.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

/// Counts one folder.
void look_into(course::Stage& stage, int level,
               trace::Source source = trace::Source::here()) {
  stage.gauge("folders").add(1, source);
  stage.print("counter: folder", level);
  threading::sleep_for(stage.duration("step-time"), source);
}

/// On the way back out of a folder.
void close_folder(const course::Stage& stage,
                  trace::Source source = trace::Source::here()) {
  threading::sleep_for(stage.duration("step-time"), source);
}

/// Gives the counter a start.
void arrive(const course::Stage& stage, trace::Source source = trace::Source::here()) {
  threading::sleep_for(stage.duration("step-time") / 2, source);
}

void look_around(course::Stage& stage, trace::Source source = trace::Source::here()) {
  stage.gauge("visits").add(1, source);
  stage.print("visitor: my turn");
}

//! [lock]
void lock(course::Stage& stage) {
  threading::Lock catalogue{"catalogue"};
  const std::function<void(int)> count = [&](int level) {
    const threading::With holding(catalogue);
    const course::Inside level_held(stage.gauge("levels"));
    look_into(stage, level);
    if (level < stage.integer("depth")) count(level + 1);  // takes the lock again
    close_folder(stage);
  };
  Crew counter("counter", 1, [&](int) { count(1); });
  Crew visitor("visitor", 1, [&](int) {
    arrive(stage);
    const threading::With holding(catalogue);
    look_around(stage);
  });
  counter.join();
  visitor.join();
}
//! [lock]

//! [rlock]
void reentrant(course::Stage& stage) {
  threading::RLock catalogue{"catalogue"};
  const std::function<void(int)> count = [&](int level) {
    const threading::With holding(catalogue);
    const course::Inside level_held(stage.gauge("levels"));
    look_into(stage, level);
    if (level < stage.integer("depth")) count(level + 1);  // takes the lock again
    close_folder(stage);
  };
  Crew counter("counter", 1, [&](int) { count(1); });
  Crew visitor("visitor", 1, [&](int) {
    arrive(stage);
    try {
      catalogue.release();  // but it is the counter's
      stage.gauge("foreign releases").add(1);
    } catch (const threading::RuntimeError& error) {
      stage.print("visitor:", error.what());
    }
    const threading::With holding(catalogue);
    look_around(stage);
  });
  counter.join();
  visitor.join();
}
//! [rlock]

//! [unbalanced]
void unbalanced(course::Stage& stage) {
  threading::RLock catalogue{"catalogue"};
  const std::function<void(int)> count = [&](int level) {
    catalogue.acquire();
    stage.gauge("levels").add(1);
    look_into(stage, level);
    if (level == stage.integer("depth")) return;  // no folder inside: done?
    count(level + 1);
    close_folder(stage);
    stage.gauge("levels").add(-1);
    catalogue.release();
  };
  Crew counter("counter", 1, [&](int) { count(1); });
  Crew visitor("visitor", 1, [&](int) {
    arrive(stage);
    const threading::With holding(catalogue);
    look_around(stage);
  });
  counter.join();
  visitor.join();
}
//! [unbalanced]

//! [taken-once]
void taken_once(course::Stage& stage) {
  threading::Lock catalogue{"catalogue"};
  const std::function<void(int)> count = [&](int level) {  // to be called with the lock
    look_into(stage, level);
    if (level < stage.integer("depth")) count(level + 1);
    close_folder(stage);
  };
  Crew counter("counter", 1, [&](int) {
    const threading::With holding(catalogue);  // once, on the outside
    const course::Inside level_held(stage.gauge("levels"));
    count(1);
  });
  Crew visitor("visitor", 1, [&](int) {
    arrive(stage);
    const threading::With holding(catalogue);
    look_around(stage);
  });
  counter.join();
  visitor.join();
}
//! [taken-once]

/// What is counted begins at 0, for where no release is let through.
void counted_reentrant(course::Stage& stage) {
  stage.gauge("foreign releases").set(0);
  reentrant(stage);
}

std::int64_t none(const course::Facts&) { return 0; }
std::int64_t one(const course::Facts&) { return 1; }
std::int64_t all_folders(const course::Facts& facts) { return facts.setting("depth"); }

}  // namespace

course::Lesson rlock() {
  using Kind = course::Variant::Kind;
  return {
      .title = "Re-entrant lock",
      .summary = "A thread that takes its own lock once more waits for itself.",
      .parameters =
          {
              explained(course::integer("depth", "Depth", 1, 20, 5),
                        "How many folders lie inside each other.", "folders"),
              at_once(explained(
                  course::duration("step-time", "Step time", 0ms, 2s, 400ms),
                  "How long the counter takes for a folder, on its way in and "
                  "again on its way out.")),
          },
      .variants =
          {
              {"lock", "Lock", Kind::broken,
               "The second folder wants the lock that the first one holds: the thread "
               "waits for itself.",
               lock},
              {"rlock", "RLock", Kind::sound,
               "Its owner may take it again, and it is free after as many releases.",
               counted_reentrant},
              {"unbalanced", "One release too few", Kind::broken,
               "The innermost folder returns early, without giving back its level.",
               unbalanced},
              {"taken-once", "Lock, taken once", Kind::sound,
               "The lock is taken on the outside, and what is called inside relies on "
               "it.",
               taken_once},
          },
      .claims =
          {
              course::never_stuck(),
              ends_with("all-counted", "Every folder is counted.", "folders",
                        all_folders),
              ends_with("visitor-gets-in", "The visitor gets a turn, too.", "visits",
                        one),
              never_above("owner-only",
                          "Nobody can give up a lock that another thread holds.",
                          "foreign releases", none),
          },
      .charts =
          {
              {"Lock", "levels", {{"levels", "taken, not given back"}}},
              {"Progress",
               "folders, visits",
               {{"folders", "folders counted"}, {"visits", "visits"}}},
          },
      .prediction =
          {
              "A thread holds a Lock and calls a function that takes the same Lock. "
              "Nobody else wants it. What happens?",
              {
                  {"It goes on, since the lock is its own already",
                   "a lock lets its owner in again",
                   "A plain lock is taken or free. It does not ask who has it; only an "
                   "RLock does."},
                  {"It waits for ever", "",
                   "It waits for a release, and the only thread that would do that is "
                   "the one that waits."},
                  {"It gets an error, since it would wait for itself",
                   "the system finds deadlocks",
                   "Neither Python nor this library looks for that. In C++ the "
                   "standard promises nothing at all; mostly it just waits."},
                  {"The lock is given back first, and then taken again",
                   "taking a lock gives back what one has",
                   "Then others could come in between, in the middle of the first "
                   "function's work. No lock does that."},
              },
          },
      .sweeps =
          {
              {.title = "Levels against depth",
               .parameter = "depth",
               .measure = course::Sweep::Measure::greatest,
               .gauge = "levels",
               .unit = "levels",
               .values = {"1", "2", "3", "5"},
               .variants = {"rlock", "taken-once"}},
          },
      .outcome = "folders",
      .work = "folders",
      .quick_with = {{"depth", "3"}, {"step-time", "4ms"}},
      .views = {"waits", "objects", "timeline", "output"},
      .controlled = {.explored_with = {{"depth", "2"}}},
  };
}

}  // namespace lessons
