#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/sleep.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

constexpr int amount = 10;  // of each withdrawal

int opening_balance(const course::Stage& stage) {
  return static_cast<int>(stage.integer("balance"));
}

//! [test-outside]
void test_outside(course::Stage& stage) {
  threading::Shared<int> balance{opening_balance(stage), "balance"};
  threading::Shared<bool> letter_sent{false, "letter flag"};
  Crew customers("customer", stage.integer("threads"), [&](int) {
    while (stage.local("seen", balance.load()) >= amount) {
      threading::sleep_for(stage.duration("gap"));
      balance.fetch_add(-amount);
      stage.gauge("paid out").add(amount);
    }
    if (!stage.local("sent", letter_sent.load())) {
      threading::sleep_for(stage.duration("gap"));
      letter_sent.store(true);
      stage.gauge("letters").add(1);
    }
  });
  customers.join();
  stage.gauge("left").set(balance.load());
}
//! [test-outside]

//! [act-inside]
void act_inside(course::Stage& stage) {
  threading::Shared<int> balance{opening_balance(stage), "balance"};
  threading::Shared<bool> letter_sent{false, "letter flag"};
  threading::Lock guard{"guard"};
  Crew customers("customer", stage.integer("threads"), [&](int) {
    while (stage.local("seen", balance.load()) >= amount) {
      threading::sleep_for(stage.duration("gap"));
      const threading::With holding(guard);
      balance.store(balance.load() - amount);
      stage.gauge("paid out").add(amount);
    }
    if (!stage.local("sent", letter_sent.load())) {
      threading::sleep_for(stage.duration("gap"));
      const threading::With holding(guard);
      letter_sent.store(true);
      stage.gauge("letters").add(1);
    }
  });
  customers.join();
  stage.gauge("left").set(balance.load());
}
//! [act-inside]

//! [both-inside]
void both_inside(course::Stage& stage) {
  threading::Shared<int> balance{opening_balance(stage), "balance"};
  threading::Shared<bool> letter_sent{false, "letter flag"};
  threading::Lock guard{"guard"};
  Crew customers("customer", stage.integer("threads"), [&](int) {
    while (true) {
      const threading::With holding(guard);  // before the test
      if (stage.local("seen", balance.load()) < amount) break;
      threading::sleep_for(stage.duration("gap"));
      balance.store(balance.load() - amount);
      stage.gauge("paid out").add(amount);
    }
    const threading::With holding(guard);  // before the test
    if (!stage.local("sent", letter_sent.load())) {
      threading::sleep_for(stage.duration("gap"));
      letter_sent.store(true);
      stage.gauge("letters").add(1);
    }
  });
  customers.join();
  stage.gauge("left").set(balance.load());
}
//! [both-inside]

std::int64_t one(const course::Facts&) { return 1; }
std::int64_t what_was_there(const course::Facts& facts) {
  return facts.setting("balance");
}

}  // namespace

course::Lesson check_then_act() {
  using Kind = course::Variant::Kind;
  return {
      .title = "Check, then act",
      .summary =
          "What was true at the test need not be true any more when one acts on it.",
      .parameters =
          {
              explained(course::integer("threads", "Customers", 2, 16, 4),
                        "How many threads draw money from the account at the same "
                        "time."),
              explained(course::integer("balance", "Balance", 10, 1'000, 300),
                        "What the account holds at first; each withdrawal takes 10.",
                        "euros"),
              at_once(explained(
                  course::duration("gap", "Gap", 0us, 1s, 250ms),
                  "How long it takes to count the notes or to write the letter: "
                  "between the test and what it allows.")),
          },
      .variants =
          {
              {"test-outside", "Test, then act", Kind::broken,
               "Each step is indivisible, but between the test and the act there is a "
               "gap.",
               test_outside},
              {"act-inside", "Only the act in the lock", Kind::broken,
               "The lock is taken after the test, which may be out of date by then.",
               act_inside},
              {"both-inside", "Both in the lock", Kind::sound,
               "The lock is held from before the test until after the act.",
               both_inside},
          },
      .claims =
          {
              never_above("never-overdrawn",
                          "No more is paid out than the account held.", "paid out",
                          what_was_there, "euros"),
              ends_with("one-letter",
                        "Exactly one letter says that the account is empty.", "letters",
                        one),
          },
      .charts =
          {
              {"Account",
               "euros",
               {{"balance", "balance"}, {"paid out", "paid out in all"}}},
              {"Letters", "letters", {{"letters", "letters sent"}}},
          },
      .prediction =
          {
              "An account holds 300. 4 customers each draw 10 again and again, and "
              "test "
              "every time that there is still enough. Where does the account end?",
              {
                  {"At 0, since every withdrawal was tested",
                   "what was tested stays true",
                   "The test tells how it was a moment ago. Meanwhile other customers "
                   "draw the same money."},
                  {"Below 0", "",
                   "Several customers find the last 10 there, and each of them draws "
                   "them."},
                  {"Above 0, since some withdrawals are lost",
                   "every race loses updates",
                   "Each single change of the balance is indivisible here, so none is "
                   "lost. The test in front of it is what fails."},
                  {"At 0, since nobody can come between the steps of one change",
                   "indivisible steps make an indivisible program",
                   "The change is one step and the test is one step, but together they "
                   "are two, and between two steps anything can happen."},
              },
          },
      .sweeps = {{.title = "Paid out against customers",
                  .parameter = "threads",
                  .measure = course::Sweep::Measure::last,
                  .gauge = "paid out",
                  .unit = "euros",
                  .values = {"2", "4", "8", "16"}},
                 {.title = "Time against customers",
                  .parameter = "threads",
                  .measure = course::Sweep::Measure::duration,
                  .values = {"2", "4", "8", "16"}}},
      .outcome = "left",
      .work = "paid out",
      .quick_with = {{"threads", "3"}, {"balance", "60"}, {"gap", "2ms"}},
      .views = {"timeline", "objects"},
      .controlled = {.explored_with = {{"threads", "2"}, {"balance", "10"}}},
  };
}

}  // namespace lessons
