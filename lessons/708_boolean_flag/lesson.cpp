#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int workers = 2;
constexpr int all_rows = 3;

//! [as-found]
void found(course::Stage& stage) {
  threading::Shared<bool> loaded{false, "loaded"};
  threading::Shared<int> rows{0, "rows"};
  const auto load = [&] {
    stage.gauge("loads").add(1);
    rows.store(all_rows);
  };
  Crew crew("worker", workers, [&](int) {
    if (!stage.local("seen", loaded.load())) {
      load();
      loaded.store(true);
    }
    stage.gauge("rows seen").set(rows.load());
  });
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Shared<bool> loaded{false, "loaded"};
  threading::Shared<int> rows{0, "rows"};
  threading::Lock guard{"guard"};
  const auto load = [&] {
    stage.gauge("loads").add(1);
    rows.store(all_rows);
  };
  Crew crew("worker", workers, [&](int) {
    //! <once>
    const std::string& once = stage.choice("once");
    if (once == "load-then-flag") {
      //! [load-then-flag]
      if (!stage.local("seen", loaded.load())) {
        load();
        loaded.store(true);
      }
      //! [load-then-flag]
    } else if (once == "flag-then-load") {
      //! [flag-then-load]
      if (!stage.local("seen", loaded.load())) {
        loaded.store(true);
        load();
      }
      //! [flag-then-load]
    } else if (once == "exchange") {
      //! [exchange]
      if (!stage.local("seen", loaded.exchange(true))) load();
      //! [exchange]
    } else if (once == "lock-to-load") {
      //! [lock-to-load]
      if (!stage.local("seen", loaded.load())) {
        const threading::With holding(guard);
        load();
        loaded.store(true);
      }
      //! [lock-to-load]
    } else {
      //! [test-in-lock]
      {
        const threading::With holding(guard);
        if (!stage.local("seen", loaded.load())) {
          load();
          loaded.store(true);
        }
      }
      //! [test-in-lock]
    }
    //! <once>
    stage.gauge("rows seen").set(rows.load());
  });
  crew.join();
}
//! [repaired]

}  // namespace

course::Lesson boolean_flag() {
  const course::Slot once{
      .id = "once",
      .label = "How a worker sees to the table",
      .pieces = {{"load-then-flag", "Load it, then raise the flag"},
                 {"flag-then-load", "Raise the flag, then load it"},
                 {"exchange", "Test and raise the flag in one step"},
                 {"lock-to-load", "Test, then hold the lock to load"},
                 {"test-in-lock", "Hold the lock to test and load"}}};
  return course::as_challenge(
      {
          .goal = "Make both workers load the table.",
          .claim = "loaded-once",
          .least_pre_emptions = 1,
          .hints =
              {
                  "The flag says that the table has been loaded, not that somebody is "
                  "about to.",
                  "Between looking at the flag and raising it there is time.",
                  "Let worker 1 look at the flag and stop it there. Worker 2 then "
                  "finds the flag down as well.",
              },
          .slots = {once},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Boolean flag",
          .summary = "A flag says that the work is done, and two workers do it.",
          .claims = {course::never_above("loaded-once", "The table is loaded once.",
                                         "loads",
                                         [](const course::Facts&) { return 1; }),
                     course::never_below(
                         "never-early", "Nobody uses the table before it is loaded.",
                         "rows seen", [](const course::Facts&) { return all_rows; })},
          .views = {"objects", "timeline", "output"},
      });
}

}  // namespace lessons
