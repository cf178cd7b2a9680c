#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int customers = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::Shared<int> stock{1, "stock"};
  course::Gauge& sold = stage.gauge("sold");
  Crew crew("customer", customers, [&](int) {
    if (stage.local("seen", stock.load()) > 0) {
      stock.fetch_add(-1);
      sold.add(1);
    }
  });
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Shared<int> stock{1, "stock"};
  threading::Lock guard{"guard"};
  course::Gauge& sold = stage.gauge("sold");
  Crew crew("customer", customers, [&](int) {
    //! <buy>
    const std::string& buy = stage.choice("buy");
    if (buy == "test-then-take") {
      //! [test-then-take]
      if (stage.local("seen", stock.load()) > 0) {
        stock.fetch_add(-1);
        sold.add(1);
      }
      //! [test-then-take]
    } else if (buy == "test-twice") {
      //! [test-twice]
      if (stage.local("seen", stock.load()) > 0 && stock.load() > 0) {
        stock.fetch_add(-1);
        sold.add(1);
      }
      //! [test-twice]
    } else if (buy == "lock-to-take") {
      //! [lock-to-take]
      if (stage.local("seen", stock.load()) > 0) {
        const threading::With holding(guard);
        stock.fetch_add(-1);
        sold.add(1);
      }
      //! [lock-to-take]
    } else if (buy == "lock-to-test-and-take") {
      //! [lock-to-test-and-take]
      const threading::With holding(guard);
      if (stage.local("seen", stock.load()) > 0) {
        stock.fetch_add(-1);
        sold.add(1);
      }
      //! [lock-to-test-and-take]
    } else if (buy == "take-then-test") {
      //! [take-then-test]
      if (stage.local("seen", stock.fetch_add(-1)) > 0) sold.add(1);
      //! [take-then-test]
    } else {
      //! [take-if-unchanged]
      int seen = stage.local("seen", stock.load());
      if (seen > 0 && stock.compare_exchange(seen, seen - 1)) sold.add(1);
      //! [take-if-unchanged]
    }
    //! <buy>
  });
  crew.join();
}
//! [repaired]

std::int64_t one(const course::Facts&) { return 1; }

}  // namespace

course::Lesson stale_test() {
  const course::Slot buy{
      .id = "buy",
      .label = "How a customer buys",
      .pieces = {{"test-then-take", "Test, then take"},
                 {"test-twice", "Test twice, then take"},
                 {"lock-to-take", "Test, then hold the lock to take"},
                 {"lock-to-test-and-take", "Hold the lock to test and take"},
                 {"take-then-test", "Take, and test what was there"},
                 {"take-if-unchanged", "Take only if the stock is still as tested"}}};
  return course::as_challenge(
      {
          .goal = "Sell the last ticket twice.",
          .claim = "sold-once",
          .least_pre_emptions = 1,
          .hints =
              {
                  "Taking a ticket off the stock is one step, so nothing goes wrong "
                  "there. Look at what comes before.",
                  "A test is true of the moment in which it was made.",
                  "Let customer 1 test the stock, and let customer 2 buy before it "
                  "goes on.",
              },
          .slots = {buy},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "A test gone stale",
          .summary = "There was a ticket when both looked; both buy it.",
          .claims = {course::never_above("sold-once", "One ticket is sold once.",
                                         "sold", one),
                     course::ends_with("sold-at-all", "The ticket is sold in the end.",
                                       "sold", one)},
          .views = {"objects", "timeline", "output"},
      });
}

}  // namespace lessons
