#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/condition.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int customers = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::Shared<int> shelf{0, "shelf"};  // room for one loaf
  threading::Shared<int> sold{0, "sold"};
  threading::Condition changed{"changed"};
  const auto change = [&](int from, int to) {
    const threading::With holding(changed);
    if (stage.local("seen", shelf.load()) != from) changed.wait();
    shelf.store(shelf.load() + to - from);
    stage.gauge("on the shelf").set(shelf.load());
    changed.notify();
  };
  Crew baker("baker", 1, [&](int) {
    for (int loaf = 1; loaf <= customers; ++loaf) change(0, 1);
  });
  Crew crew("customer", customers, [&](int) {
    change(1, 0);
    sold.store(sold.load() + 1);
  });
  baker.join();
  crew.join();
  stage.gauge("sold in the end").set(sold.load());
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Shared<int> shelf{0, "shelf"};  // room for one loaf
  threading::Shared<int> sold{0, "sold"};
  threading::Condition changed{"changed"};
  const auto change = [&](int from, int to) {
    const threading::With holding(changed);
    //! <wait>
    const std::string& wait = stage.choice("wait");
    if (wait == "wait-if") {
      //! [wait-if]
      if (stage.local("seen", shelf.load()) != from) changed.wait();
      //! [wait-if]
    } else if (wait == "wait-while") {
      //! [wait-while]
      while (stage.local("seen", shelf.load()) != from) changed.wait();
      //! [wait-while]
    } else {
      //! [wait-for]
      changed.wait_for([&] { return stage.local("seen", shelf.load()) == from; });
      //! [wait-for]
    }
    //! <wait>
    shelf.store(shelf.load() + to - from);
    stage.gauge("on the shelf").set(shelf.load());
    //! <wake>
    if (stage.choice("wake") == "wake-one") {
      //! [wake-one]
      changed.notify();
      //! [wake-one]
    } else {
      //! [wake-all]
      changed.notify_all();
      //! [wake-all]
    }
    //! <wake>
  };
  Crew baker("baker", 1, [&](int) {
    for (int loaf = 1; loaf <= customers; ++loaf) change(0, 1);
  });
  Crew crew("customer", customers, [&](int) {
    change(1, 0);
    //! <count>
    const std::string& count = stage.choice("count");
    if (count == "count-plain") {
      //! [count-plain]
      sold.store(sold.load() + 1);
      //! [count-plain]
    } else if (count == "count-locked") {
      //! [count-locked]
      const threading::With holding(changed);
      sold.store(sold.load() + 1);
      //! [count-locked]
    } else {
      //! [count-step]
      sold.fetch_add(1);
      //! [count-step]
    }
    //! <count>
  });
  baker.join();
  crew.join();
  stage.gauge("sold in the end").set(sold.load());
}
//! [repaired]

std::int64_t none(const course::Facts&) { return 0; }
std::int64_t one(const course::Facts&) { return 1; }
std::int64_t all(const course::Facts&) { return customers; }

}  // namespace

course::Lesson all_together() {
  const course::Slot wait{.id = "wait",
                          .label = "How one waits for the shelf",
                          .pieces = {{"wait-if", "Wait if it is not right"},
                                     {"wait-while", "Wait while it is not right"},
                                     {"wait-for", "Wait for it to be right"}}};
  const course::Slot wake{.id = "wake",
                          .label = "Whom one wakes after a change",
                          .pieces = {{"wake-one", "One of those that wait"},
                                     {"wake-all", "All that wait"}}};
  const course::Slot count{.id = "count",
                           .label = "How a customer counts what was sold",
                           .pieces = {{"count-plain", "Read, then write"},
                                      {"count-locked", "Read and write under the lock"},
                                      {"count-step", "Read and write in one step"}}};
  return course::as_challenge(
      {
          .goal = "Make a customer take a loaf that is not there.",
          .claim = "no-phantom",
          .least_pre_emptions = 0,
          .hints =
              {
                  "Whoever is woken up does not know by whom, or what for.",
                  "A customer that takes a loaf wakes somebody up. It means the baker, "
                  "but it may be the other customer.",
                  "Let both customers come first and wait. Then let the baker bake for "
                  "as long as it can, and one customer after the other go on.",
              },
          .slots = {wait, wake, count},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "All of it together",
          .summary = "A baker, two customers, one shelf, and three mistakes that hide "
                     "each other.",
          .claims = {never_below("no-phantom", "Nobody takes a loaf that is not there.",
                                 "on the shelf", none),
                     never_above("room",
                                 "There is never more than one loaf on the "
                                 "shelf.",
                                 "on the shelf", one),
                     ends_with("all-counted", "What was sold is counted: 2 loaves.",
                               "sold in the end", all),
                     course::never_stuck()},
          .views = {"objects", "waits", "timeline"},
      });
}

}  // namespace lessons
