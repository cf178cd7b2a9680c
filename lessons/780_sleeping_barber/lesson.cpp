#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/semaphore.h"
#include "threading/shared.h"

namespace lessons {
namespace {

constexpr int customers = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::Shared<int> waiting{0, "waiting"};
  threading::Shared<bool> asleep{false, "asleep"};
  threading::Semaphore bell{0, "bell"};
  threading::Semaphore done{0, "done"};
  Crew barber("barber", 1, [&](int) {
    for (int cut = 0; cut < customers; ++cut) {
      if (stage.local("seen", waiting.load()) == 0) {
        asleep.store(true);
        bell.acquire();
        asleep.store(false);
      }
      stage.gauge("still waiting").set(waiting.fetch_add(-1) - 1);
      done.release();
    }
  });
  Crew crew("customer", customers, [&](int) {
    waiting.fetch_add(1);
    if (stage.local("asleep", asleep.load())) bell.release();
    done.acquire();
  });
  barber.join();
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Shared<int> waiting{0, "waiting"};
  threading::Shared<bool> asleep{false, "asleep"};
  threading::Semaphore bell{0, "bell"};
  threading::Semaphore done{0, "done"};
  Crew barber("barber", 1, [&](int) {
    for (int cut = 0; cut < customers; ++cut) {
      //! <barber>
      const std::string& next = stage.choice("barber");
      if (next == "look-then-sleep") {
        //! [look-then-sleep]
        if (stage.local("seen", waiting.load()) == 0) {
          asleep.store(true);
          bell.acquire();
          asleep.store(false);
        }
        //! [look-then-sleep]
      } else if (next == "lie-down-then-look") {
        //! [lie-down-then-look]
        asleep.store(true);
        if (stage.local("seen", waiting.load()) == 0) bell.acquire();
        asleep.store(false);
        //! [lie-down-then-look]
      } else {
        //! [bell-for-each]
        bell.acquire();
        //! [bell-for-each]
      }
      //! <barber>
      stage.gauge("still waiting").set(waiting.fetch_add(-1) - 1);
      done.release();
    }
  });
  Crew crew("customer", customers, [&](int) {
    //! <customer>
    const std::string& come = stage.choice("customer");
    if (come == "ring-if-asleep") {
      //! [ring-if-asleep]
      waiting.fetch_add(1);
      if (stage.local("asleep", asleep.load())) bell.release();
      //! [ring-if-asleep]
    } else if (come == "ring-then-sit") {
      //! [ring-then-sit]
      bell.release();
      waiting.fetch_add(1);
      //! [ring-then-sit]
    } else {
      //! [sit-then-ring]
      waiting.fetch_add(1);
      bell.release();
      //! [sit-then-ring]
    }
    //! <customer>
    done.acquire();
  });
  barber.join();
  crew.join();
}
//! [repaired]

}  // namespace

course::Lesson sleeping_barber() {
  const course::Slot barber{
      .id = "barber",
      .label = "How the barber gets the next customer",
      .pieces = {{"look-then-sleep", "Look; if nobody waits, lie down and sleep"},
                 {"lie-down-then-look", "Lie down; if nobody waits, sleep"},
                 {"bell-for-each", "Wait for the bell in any case"}}};
  const course::Slot customer{
      .id = "customer",
      .label = "What a customer does on coming in",
      .pieces = {{"ring-if-asleep", "Sit down; ring if the barber sleeps"},
                 {"ring-then-sit", "Ring in any case, then sit down"},
                 {"sit-then-ring", "Sit down, then ring in any case"}}};
  return course::as_challenge(
      {
          .goal = "Leave the barber asleep for ever while a customer waits.",
          .claim = "never-stuck",
          .least_pre_emptions = 1,
          .hints =
              {
                  "Each looks at what the other is about to change.",
                  "The barber looks and finds nobody. It does not sleep yet.",
                  "Stop the barber after it has looked. Let both customers come in "
                  "now: neither rings.",
              },
          .slots = {barber, customer},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "The sleeping barber",
          .summary = "The barber is about to sleep, and so nobody wakes it.",
          .claims = {course::never_stuck(),
                     course::never_below(
                         "somebody-there",
                         "Whenever the barber cuts hair, somebody is there.",
                         "still waiting", [](const course::Facts&) { return 0; })},
          .views = {"objects", "waits", "timeline"},
      });
}

}  // namespace lessons
