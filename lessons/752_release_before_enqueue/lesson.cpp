#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/semaphore.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int loaves = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::Shared<int> shelf{0, "shelf"};
  threading::Lock guard{"guard"};
  threading::Semaphore ready{0, "ready"};
  Crew baker("baker", 1, [&](int) {
    for (int i = 0; i < loaves; ++i) {
      ready.release();
      guard.acquire();
      shelf.store(shelf.load() + 1);
      guard.release();
    }
  });
  Crew buyer("buyer", 1, [&](int) {
    for (int i = 0; i < loaves; ++i) {
      ready.acquire();
      const threading::With holding(guard);
      shelf.store(stage.local("found", shelf.load()) - 1);
      stage.gauge("left on the shelf").set(shelf.load());
    }
  });
  baker.join();
  buyer.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Shared<int> shelf{0, "shelf"};
  threading::Lock guard{"guard"};
  threading::Semaphore ready{0, "ready"};
  Crew baker("baker", 1, [&](int) {
    for (int i = 0; i < loaves; ++i) {
      //! <bake>
      for (const std::string& piece : course::pieces(stage.choice("bake"))) {
        if (piece == "announce") {
          //! [announce]
          ready.release();
          //! [announce]
        } else if (piece == "lock") {
          //! [lock]
          guard.acquire();
          //! [lock]
        } else if (piece == "put") {
          //! [put]
          shelf.store(shelf.load() + 1);
          //! [put]
        } else {
          //! [unlock]
          guard.release();
          //! [unlock]
        }
      }
      //! <bake>
    }
  });
  Crew buyer("buyer", 1, [&](int) {
    for (int i = 0; i < loaves; ++i) {
      ready.acquire();
      const threading::With holding(guard);
      shelf.store(stage.local("found", shelf.load()) - 1);
      stage.gauge("left on the shelf").set(shelf.load());
    }
  });
  baker.join();
  buyer.join();
}
//! [repaired]

}  // namespace

course::Lesson release_before_enqueue() {
  const course::Slot bake{.id = "bake",
                          .label = "What the baker does for each loaf, in this order",
                          .form = course::Slot::Form::in_order,
                          .pieces = {{"announce", "Announce a loaf"},
                                     {"lock", "Take the lock"},
                                     {"put", "Put the loaf on the shelf"},
                                     {"unlock", "Give the lock back"}}};
  return course::as_challenge(
      {
          .goal = "Make the buyer reach into an empty shelf.",
          .claim = "never-empty",
          .least_pre_emptions = 1,
          .hints =
              {
                  "The semaphore counts announcements. Does it count loaves?",
                  "The buyer comes as soon as there is a permit, and the lock is free.",
                  "Stop the baker after its first release, and let the buyer go until "
                  "it takes.",
              },
          .slots = {bake},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Release before enqueue",
          .summary = "A loaf is announced before it lies on the shelf.",
          .claims = {course::never_below(
                         "never-empty", "Nobody reaches into an empty shelf.",
                         "left on the shelf", [](const course::Facts&) { return 0; }),
                     course::ends_with("all-sold", "The shelf is empty in the end.",
                                       "left on the shelf",
                                       [](const course::Facts&) { return 0; }),
                     course::never_stuck()},
          .views = {"objects", "timeline", "waits"},
      });
}

}  // namespace lessons
