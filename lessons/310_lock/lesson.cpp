#include "course/lesson.h"

#include <mutex>
#include <stdexcept>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/sleep.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

struct CardRefused : std::runtime_error {
  CardRefused() : std::runtime_error("card refused") {}
};

void pay(course::Stage& stage, int number,
         trace::Source source = trace::Source::here()) {
  const course::Inside paying(stage.gauge("at the till"), source);
  threading::sleep_for(stage.duration("hold-time"), source);
  if (number == 2) throw CardRefused();
  stage.gauge("served").add(1, source);
  stage.print("customer", number, "has paid");
}

//! [forgotten]
void forgotten(course::Stage& stage) {
  threading::Lock till{"till"};
  Crew customers("customer", stage.integer("threads"), [&](int number) {
    try {
      till.acquire();
      pay(stage, number);  // throws CardRefused for customer 2
      till.release();
    } catch (const CardRefused& refused) {
      stage.print("customer", number, "leaves:", refused.what());
    }
    stage.gauge("gone home").add(1);
  });
  customers.join();
  const threading::With closing(till);
  stage.print("main: the till is closed");
}
//! [forgotten]

//! [scoped]
void scoped(course::Stage& stage) {
  threading::Lock till{"till"};
  Crew customers("customer", stage.integer("threads"), [&](int number) {
    try {
      const threading::With holding(till);  // released however the block ends
      pay(stage, number);                   // throws CardRefused for customer 2
    } catch (const CardRefused& refused) {
      stage.print("customer", number, "leaves:", refused.what());
    }
    stage.gauge("gone home").add(1);
  });
  customers.join();
  const threading::With closing(till);
  stage.print("main: the till is closed");
}
//! [scoped]

//! [timed]
void timed(course::Stage& stage) {
  threading::Lock till{"till"};
  Crew customers("customer", stage.integer("threads"), [&](int number) {
    try {
      if (till.acquire(stage.duration("patience"))) {
        const std::lock_guard holding(till, std::adopt_lock);
        pay(stage, number);  // throws CardRefused for customer 2
      } else {
        stage.print("customer", number, "has waited long enough");
      }
    } catch (const CardRefused& refused) {
      stage.print("customer", number, "leaves:", refused.what());
    }
    stage.gauge("gone home").add(1);
  });
  customers.join();
  const threading::With closing(till);
  stage.print("main: the till is closed");
}
//! [timed]

//! [non-blocking]
void non_blocking(course::Stage& stage) {
  threading::Lock till{"till"};
  Crew customers("customer", stage.integer("threads"), [&](int number) {
    try {
      if (till.acquire(threading::non_blocking)) {
        const std::lock_guard holding(till, std::adopt_lock);
        pay(stage, number);  // throws CardRefused for customer 2
      } else {
        stage.print("customer", number, "sees that the till is taken");
      }
    } catch (const CardRefused& refused) {
      stage.print("customer", number, "leaves:", refused.what());
    }
    stage.gauge("gone home").add(1);
  });
  customers.join();
  const threading::With closing(till);
  stage.print("main: the till is closed");
}
//! [non-blocking]

std::int64_t one(const course::Facts&) { return 1; }
std::int64_t all_customers(const course::Facts& facts) {
  return facts.setting("threads");
}

}  // namespace

course::Lesson lock() {
  using Kind = course::Variant::Kind;
  return {
      .title = "Lock",
      .summary =
          "One thread holds it, the others wait; forget to give it back and they "
          "wait for ever.",
      .parameters =
          {
              explained(course::integer("threads", "Customers", 2, 16, 5),
                        "How many threads want the till."),
              at_once(
                  explained(course::duration("hold-time", "Hold time", 0ms, 2s, 500ms),
                            "How long each of them keeps the till.")),
              at_once(explained(
                  course::duration("patience", "Patience", 1ms, 5s, 1200ms),
                  "How long a customer waits in the variant with a time-out.")),
          },
      .variants =
          {
              {"forgotten", "Forgotten release", Kind::broken,
               "An exception between acquire() and release() leaves the lock locked.",
               forgotten},
              {"scoped", "Scoped", Kind::sound,
               "The lock is given back when the block ends, also by an exception.",
               scoped},
              {"timed", "With a time-out", Kind::sound,
               "Whoever has waited longer than their patience leaves without the lock.",
               timed},
              {"non-blocking", "Non-blocking", Kind::sound,
               "Nobody waits: who finds the till taken does without.", non_blocking},
          },
      .claims =
          {
              never_above("one-at-a-time", "At most one customer is at the till.",
                          "at the till", one),
              ends_with("all-go-home", "Every customer goes home in the end.",
                        "gone home", all_customers),
              course::never_stuck(),
          },
      .charts =
          {
              {"Customers",
               "customers",
               {{"at the till", "at the till"},
                {"served", "served"},
                {"gone home", "gone home"}}},
          },
      .prediction =
          {
              "The card of customer 2 is refused between acquire() and release(). What "
              "happens to the customers after that?",
              {
                  {"They go on: an exception gives the lock back",
                   "a lock notices an exception",
                   "Only a scope does that. acquire() and release() are plain calls, "
                   "and the release was jumped over."},
                  {"They go on: customer 2 is gone, so its lock is free",
                   "a lock belongs to a living thread",
                   "A lock does not notice that the thread which took it has ended. It "
                   "stays locked."},
                  {"They wait for ever", "",
                   "The lock is still locked, and nobody is left who would release "
                   "it."},
                  {"They get an error from acquire()",
                   "acquire() knows who will never release",
                   "acquire() cannot know that nobody will release the lock. It "
                   "waits."},
              },
          },
      .sweeps =
          {
              {.title = "Waiting against customers",
               .parameter = "threads",
               .measure = course::Sweep::Measure::waiting,
               .values = {"2", "4", "8", "16"},
               .variants = {"scoped", "timed", "non-blocking"}},
              {.title = "Served against hold time",
               .parameter = "hold-time",
               .measure = course::Sweep::Measure::last,
               .gauge = "served",
               .unit = "customers",
               .values = {"10ms", "50ms", "100ms", "200ms", "400ms"},
               .variants = {"scoped", "timed", "non-blocking"}},
          },
      .outcome = "gone home",
      .work = "served",
      .quick_with = {{"threads", "3"}, {"hold-time", "5ms"}, {"patience", "8ms"}},
      .views = {"objects", "waits", "timeline", "output"},
      .controlled = {.explored_with = {{"threads", "3"}}},
  };
}

}  // namespace lessons
