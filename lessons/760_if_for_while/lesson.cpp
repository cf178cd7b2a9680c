#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/condition.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int buyers = 2;
constexpr int loaves = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::Shared<int> shelf{0, "shelf"};
  threading::Condition changed{"changed"};
  Crew crew("buyer", buyers, [&](int) {
    const threading::With holding(changed);
    if (stage.local("seen", shelf.load()) == 0) changed.wait();
    shelf.store(shelf.load() - 1);
    stage.gauge("left on the shelf").set(shelf.load());
  });
  for (int i = 0; i < loaves; ++i) {
    const threading::With holding(changed);
    shelf.store(shelf.load() + 1);
    changed.notify();
  }
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Shared<int> shelf{0, "shelf"};
  threading::Condition changed{"changed"};
  Crew crew("buyer", buyers, [&](int) {
    const threading::With holding(changed);
    //! <wait>
    const std::string& wait = stage.choice("wait");
    if (wait == "if") {
      //! [if]
      if (stage.local("seen", shelf.load()) == 0) changed.wait();
      //! [if]
    } else if (wait == "if-twice") {
      //! [if-twice]
      if (stage.local("seen", shelf.load()) == 0) changed.wait();
      if (stage.local("seen", shelf.load()) == 0) changed.wait();
      //! [if-twice]
    } else if (wait == "no-test") {
      //! [no-test]
      changed.wait();
      //! [no-test]
    } else if (wait == "while") {
      //! [while]
      while (stage.local("seen", shelf.load()) == 0) changed.wait();
      //! [while]
    } else {
      //! [wait-for]
      changed.wait_for([&] { return stage.local("seen", shelf.load()) > 0; });
      //! [wait-for]
    }
    //! <wait>
    shelf.store(shelf.load() - 1);
    stage.gauge("left on the shelf").set(shelf.load());
  });
  for (int i = 0; i < loaves; ++i) {
    const threading::With holding(changed);
    shelf.store(shelf.load() + 1);
    //! <tell>
    if (stage.choice("tell") == "notify") {
      //! [notify]
      changed.notify();
      //! [notify]
    } else {
      //! [notify-all]
      changed.notify_all();
      //! [notify-all]
    }
    //! <tell>
  }
  crew.join();
}
//! [repaired]

}  // namespace

course::Lesson if_for_while() {
  const course::Slot wait{.id = "wait",
                          .label = "How a buyer waits for a loaf",
                          .pieces = {{"if", "If there is none, wait"},
                                     {"if-twice", "The same twice"},
                                     {"no-test", "Wait in any case"},
                                     {"while", "While there is none, wait"},
                                     {"wait-for", "Wait for a loaf"}}};
  const course::Slot tell{
      .id = "tell",
      .label = "How main tells of a loaf",
      .pieces = {{"notify", "Wake one"}, {"notify-all", "Wake all"}}};
  return course::as_challenge(
      {
          .goal = "Make a buyer reach into an empty shelf.",
          .claim = "never-empty",
          .least_pre_emptions = 1,
          .hints =
              {
                  "Whoever is woken does not go on at once: it has to get the lock "
                  "again.",
                  "Meanwhile somebody who has not waited may take the loaf.",
                  "Stop main and let buyer 1 wait. Now either let it wake up for no "
                  "reason, or let main tell of a loaf and let buyer 2 take that first.",
              },
          .slots = {wait, tell},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "if instead of while",
          .summary = "A buyer is told of a loaf; when it has the lock, it is gone.",
          .claims = {course::never_below(
                         "never-empty", "Nobody reaches into an empty shelf.",
                         "left on the shelf", [](const course::Facts&) { return 0; }),
                     course::never_stuck()},
          .views = {"objects", "timeline", "waits"},
          .controlled = {.environment = {.wake_ups = 1}},
      });
}

}  // namespace lessons
