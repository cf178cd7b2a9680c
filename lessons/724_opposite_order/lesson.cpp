#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/shared.h"

namespace lessons {
namespace {

constexpr int amount = 5;
constexpr int start = 10;

/// A sum of money and the lock that belongs to it.
struct Account {
  explicit Account(const std::string& name)
      : lock(name), money(start, name + "'s money") {}

  threading::Lock lock;
  threading::Shared<int> money;
};

void move(Account& from, Account& to, trace::Source source = trace::Source::here()) {
  from.money.store(from.money.load(source) - amount, source);
  to.money.store(to.money.load(source) + amount, source);
}

//! [as-found]
void found(course::Stage& stage) {
  Account anna{"anna"};
  Account ben{"ben"};
  Crew to_ben("to-ben", 1, [&](int) {
    anna.lock.acquire();
    ben.lock.acquire();
    move(anna, ben);
    ben.lock.release();
    anna.lock.release();
  });
  Crew to_anna("to-anna", 1, [&](int) {
    ben.lock.acquire();
    anna.lock.acquire();
    move(ben, anna);
    anna.lock.release();
    ben.lock.release();
  });
  to_ben.join();
  to_anna.join();
  stage.gauge("all money").set(anna.money.load() + ben.money.load());
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  Account anna{"anna"};
  Account ben{"ben"};
  Crew to_ben("to-ben", 1, [&](int) {
    anna.lock.acquire();
    ben.lock.acquire();
    move(anna, ben);
    ben.lock.release();
    anna.lock.release();
  });
  Crew to_anna("to-anna", 1, [&](int) {
    //! <to-anna>
    for (const std::string& piece : course::pieces(stage.choice("to-anna"))) {
      if (piece == "take-his") {
        //! [take-his]
        ben.lock.acquire();
        //! [take-his]
      } else if (piece == "take-hers") {
        //! [take-hers]
        anna.lock.acquire();
        //! [take-hers]
      } else if (piece == "move") {
        //! [move]
        move(ben, anna);
        //! [move]
      } else {
        //! [give-back]
        anna.lock.release();
        ben.lock.release();
        //! [give-back]
      }
    }
    //! <to-anna>
  });
  to_ben.join();
  to_anna.join();
  stage.gauge("all money").set(anna.money.load() + ben.money.load());
}
//! [repaired]

}  // namespace

course::Lesson opposite_order() {
  const course::Slot to_anna{.id = "to-anna",
                             .label = "What the second thread does, in this order",
                             .form = course::Slot::Form::in_order,
                             .pieces = {{"take-his", "Take Ben's lock"},
                                        {"take-hers", "Take Anna's lock"},
                                        {"move", "Move the money"},
                                        {"give-back", "Give both locks back"}}};
  return course::as_challenge(
      {
          .goal = "Make both threads wait for ever.",
          .claim = "never-stuck",
          .least_pre_emptions = 1,
          .hints =
              {
                  "Each thread needs two locks. Who may hold one and wait for the "
                  "other?",
                  "A circle of two is enough: each holds what the other wants.",
                  "Let the first thread take Anna's lock and stop it there. Let the "
                  "second take Ben's.",
              },
          .slots = {to_anna},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Opposite lock order",
          .summary = "Two transfers in opposite directions, and two locks each.",
          .claims = {course::never_stuck(),
                     course::ends_with(
                         "nothing-lost", "No money is lost: there are 20 in the end.",
                         "all money", [](const course::Facts&) { return 2 * start; })},
          .views = {"objects", "waits", "timeline"},
      });
}

}  // namespace lessons
