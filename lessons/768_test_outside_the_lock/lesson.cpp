#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int workers = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::Shared<bool> is_open{false, "is open"};
  threading::Shared<int> connections{0, "connections"};
  threading::Lock guard{"guard"};
  Crew crew("worker", workers, [&](int) {
    if (!stage.local("seen", is_open.load())) {
      const threading::With holding(guard);
      connections.fetch_add(1);  // opens it
      is_open.exchange(true);
    }
    stage.gauge("connections used").set(connections.load());
  });
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Shared<bool> is_open{false, "is open"};
  threading::Shared<int> connections{0, "connections"};
  threading::Lock guard{"guard"};
  Crew crew("worker", workers, [&](int) {
    //! <opening>
    const std::string& opening = stage.choice("opening");
    if (opening == "test-outside") {
      //! [test-outside]
      if (!stage.local("seen", is_open.load())) {
        const threading::With holding(guard);
        connections.fetch_add(1);  // opens it
        is_open.exchange(true);
      }
      //! [test-outside]
    } else if (opening == "a-lock-each") {
      //! [a-lock-each]
      guard.acquire();
      const bool was_open = stage.local("was open", is_open.load());
      guard.release();
      if (!was_open) {
        const threading::With holding(guard);
        connections.fetch_add(1);  // opens it
        is_open.exchange(true);
      }
      //! [a-lock-each]
    } else if (opening == "claim-first") {
      //! [claim-first]
      if (!is_open.exchange(true)) {
        const threading::With holding(guard);
        connections.fetch_add(1);  // opens it
      }
      //! [claim-first]
    } else if (opening == "test-inside") {
      //! [test-inside]
      {
        const threading::With holding(guard);
        if (!stage.local("seen", is_open.load())) {
          connections.fetch_add(1);  // opens it
          is_open.exchange(true);
        }
      }
      //! [test-inside]
    } else {
      //! [test-twice]
      if (!stage.local("seen", is_open.load())) {
        const threading::With holding(guard);
        if (!stage.local("seen", is_open.load())) {
          connections.fetch_add(1);  // opens it
          is_open.exchange(true);
        }
      }
      //! [test-twice]
    }
    //! <opening>
    stage.gauge("connections used").set(connections.load());
  });
  crew.join();
}
//! [repaired]

std::int64_t one(const course::Facts&) { return 1; }

}  // namespace

course::Lesson test_outside_the_lock() {
  const course::Slot opening{
      .id = "opening",
      .label = "How a worker sees to it that the connection is open",
      .pieces = {{"test-outside", "Test, then open it under the lock"},
                 {"a-lock-each", "Test under the lock, open it under the lock"},
                 {"claim-first", "Test and claim it in one step, then open it"},
                 {"test-inside", "Take the lock, test and open it"},
                 {"test-twice", "Test, take the lock, test again and open it"}}};
  return course::as_challenge(
      {
          .goal = "Make the workers open two connections.",
          .claim = "once",
          .least_pre_emptions = 1,
          .hints =
              {
                  "Both workers take the lock, and still something is not protected.",
                  "What a worker has seen before it holds the lock may no longer be so "
                  "when it holds it.",
                  "Let worker 1 look and stop it there. Let worker 2 do all of its "
                  "work "
                  "before worker 1 takes the lock.",
              },
          .slots = {opening},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Test outside the lock",
          .summary =
              "A connection is opened by whoever needs it first, and then by the "
              "second as well.",
          .claims = {never_above("once", "The connection is opened once.",
                                 "connections used", one),
                     never_below("open", "Nobody uses it before it is open.",
                                 "connections used", one)},
          .views = {"objects", "timeline", "waits"},
      });
}

}  // namespace lessons
