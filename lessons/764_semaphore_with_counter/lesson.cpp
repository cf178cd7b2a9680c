#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/barrier.h"
#include "threading/lock.h"
#include "threading/semaphore.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int walkers = 2;
constexpr int laps = 2;

using Count = threading::Shared<int>;

void pass(course::Stage& stage, const Count& came, int lap,
          trace::Source source = trace::Source::here()) {
  stage.gauge("not there yet").set(walkers * lap - came.load(source), source);
  stage.gauge("passed").add(1, source);
}

//! [as-found]
void found(course::Stage& stage) {
  Count came{0, "came"};  // to the gate, since the beginning
  Count waiting{0, "waiting"};
  threading::Semaphore gate{0, "gate"};
  Crew crew("walker", walkers, [&](int) {
    for (int lap = 1; lap <= laps; ++lap) {
      came.fetch_add(1);
      if (waiting.fetch_add(1) == 1) {  // both are here
        waiting.exchange(0);
        gate.release(2);
      }
      gate.acquire();
      pass(stage, came, lap);
    }
  });
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  Count came{0, "came"};  // to the gate, since the beginning
  Count waiting{0, "waiting"};
  threading::Semaphore gate{0, "gate"}, other{0, "other gate"};
  threading::Barrier barrier{walkers, "barrier"};
  threading::Lock guard{"guard"};
  Crew crew("walker", walkers, [&](int) {
    for (int lap = 1; lap <= laps; ++lap) {
      came.fetch_add(1);
      //! <meet>
      const std::string& meet = stage.choice("meet");
      if (meet == "two-permits") {
        //! [two-permits]
        if (waiting.fetch_add(1) == 1) {  // both are here
          waiting.exchange(0);
          gate.release(2);
        }
        gate.acquire();
        //! [two-permits]
      } else if (meet == "one-permit") {
        //! [one-permit]
        if (waiting.fetch_add(1) == 1) {  // both are here
          waiting.exchange(0);
          gate.release();  // for the other one
        } else {
          gate.acquire();
        }
        //! [one-permit]
      } else if (meet == "sign-off") {
        //! [sign-off]
        if (waiting.fetch_add(1) == 1) gate.release(2);
        gate.acquire();
        waiting.fetch_add(-1);
        //! [sign-off]
      } else if (meet == "with-a-lock") {
        //! [with-a-lock]
        guard.acquire();
        if (waiting.fetch_add(1) == 1) {  // both are here
          waiting.exchange(0);
          gate.release(2);
        }
        gate.acquire();
        guard.release();
        //! [with-a-lock]
      } else if (meet == "two-gates") {
        //! [two-gates]
        threading::Semaphore& own = lap % 2 == 1 ? gate : other;
        if (waiting.fetch_add(1) == 1) {  // both are here
          waiting.exchange(0);
          own.release(2);
        }
        own.acquire();
        //! [two-gates]
      } else {
        //! [barrier]
        barrier.wait();
        //! [barrier]
      }
      //! <meet>
      pass(stage, came, lap);
    }
  });
  crew.join();
}
//! [repaired]

std::int64_t none(const course::Facts&) { return 0; }
std::int64_t all(const course::Facts&) { return std::int64_t{walkers} * laps; }

}  // namespace

course::Lesson semaphore_with_counter() {
  const course::Slot meet{
      .id = "meet",
      .label = "How the two meet at the gate",
      .pieces = {{"two-permits", "The second one releases two permits"},
                 {"one-permit", "The second one releases one, and goes on itself"},
                 {"sign-off", "Each signs off when it has passed"},
                 {"with-a-lock", "As found, but under a lock"},
                 {"two-gates", "A gate for odd laps, another one for even laps"},
                 {"barrier", "A barrier in place of all that"}}};
  return course::as_challenge(
      {
          .goal = "Let a walker pass the gate for the second time before the other has "
                  "come there for the second time.",
          .claim = "together",
          .least_pre_emptions = 0,
          .hints =
              {
                  "The gate hands out permits. It does not know for whom, or for which "
                  "lap, they were meant.",
                  "When the two have met, there is a permit for each. One of them may "
                  "be quicker to take its own and be back at the gate.",
                  "Let walker 1 come to the gate and wait. Then let walker 2 go on "
                  "alone for as long as it can.",
              },
          .slots = {meet},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Semaphore with counter",
          .summary =
              "Two walkers meet at a gate on each lap, until one takes the permit "
              "that was meant for the other.",
          .claims = {never_above(
                         "together",
                         "Nobody passes the gate before both have come there on "
                         "that lap.",
                         "not there yet", none),
                     ends_with("all-laps", "Both walk all their laps.", "passed", all),
                     course::never_stuck()},
          .views = {"objects", "timeline", "waits"},
      });
}

}  // namespace lessons
