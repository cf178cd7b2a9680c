#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/sleep.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

constexpr int letter = 42;

//! [as-found]
void found(course::Stage& stage) {
  threading::Lock guard{"guard"};
  threading::Shared<int> box{0, "letter box"};
  Crew postman("postman", 1, [&](int) {
    const threading::With holding(guard);
    box.store(letter);
  });
  Crew reader("reader", 1, [&](int) {
    const threading::With holding(guard);
    stage.gauge("read").set(box.load());
  });
  postman.join();
  reader.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Lock guard{"guard"};
  threading::Event delivered{"delivered"};
  threading::Shared<int> box{0, "letter box"};
  Crew postman("postman", 1, [&](int) {
    //! <postman>
    const std::string& delivery = stage.choice("postman");
    if (delivery == "deliver") {
      //! [deliver]
      const threading::With holding(guard);
      box.store(letter);
      //! [deliver]
    } else if (delivery == "ring-then-deliver") {
      //! [ring-then-deliver]
      delivered.set();
      const threading::With holding(guard);
      box.store(letter);
      //! [ring-then-deliver]
    } else {
      //! [deliver-then-ring]
      const threading::With holding(guard);
      box.store(letter);
      delivered.set();
      //! [deliver-then-ring]
    }
    //! <postman>
  });
  Crew reader("reader", 1, [&](int) {
    //! <reader>
    const std::string& reading = stage.choice("reader");
    if (reading == "read") {
      //! [read]
      const threading::With holding(guard);
      stage.gauge("read").set(box.load());
      //! [read]
    } else if (reading == "sleep-then-read") {
      //! [sleep-then-read]
      threading::sleep_for(10ms);
      const threading::With holding(guard);
      stage.gauge("read").set(box.load());
      //! [sleep-then-read]
    } else if (reading == "lock-then-wait") {
      //! [lock-then-wait]
      const threading::With holding(guard);
      delivered.wait();
      stage.gauge("read").set(box.load());
      //! [lock-then-wait]
    } else {
      //! [wait-then-lock]
      delivered.wait();
      const threading::With holding(guard);
      stage.gauge("read").set(box.load());
      //! [wait-then-lock]
    }
    //! <reader>
  });
  postman.join();
  reader.join();
}
//! [repaired]

}  // namespace

course::Lesson lock_is_no_order() {
  const course::Slot postman{.id = "postman",
                             .label = "What the postman does",
                             .pieces = {{"deliver", "Deliver the letter"},
                                        {"ring-then-deliver", "Ring, then deliver"},
                                        {"deliver-then-ring", "Deliver, then ring"}}};
  const course::Slot reader{
      .id = "reader",
      .label = "What the reader does",
      .pieces = {{"read", "Hold the lock and read"},
                 {"sleep-then-read", "Sleep a while, then read"},
                 {"lock-then-wait", "Hold the lock, wait for the bell, read"},
                 {"wait-then-lock", "Wait for the bell, hold the lock, read"}}};
  return course::as_challenge(
      {
          .goal = "Make the reader find an empty letter box.",
          .claim = "letter-read",
          .least_pre_emptions = 0,
          .hints =
              {
                  "The lock keeps the two apart. Does it say who comes first?",
                  "The postman was started first. That does not mean that it is the "
                  "first to run.",
                  "When main waits for the postman, let the reader go before it.",
              },
          .slots = {postman, reader},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "A lock is not an order",
          .summary = "A lock keeps two threads apart; it does not say who is first.",
          .claims = {course::never_below("letter-read", "The reader finds the letter.",
                                         "read",
                                         [](const course::Facts&) { return letter; }),
                     course::never_stuck()},
          .views = {"objects", "timeline", "output"},
      });
}

}  // namespace lessons
