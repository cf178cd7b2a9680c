#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/semaphore.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int workers = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::Shared<int> at_work{workers, "at work"};
  threading::Semaphore bell{0, "bell"};
  Crew crew("worker", workers, [&](int) {
    at_work.fetch_add(-1);
    if (stage.local("seen", at_work.load()) == 0) bell.release();
  });
  bell.acquire();
  stage.gauge("still at work").set(at_work.load());
  crew.join();
  stage.gauge("rings left over").set(bell.value());
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Shared<int> at_work{workers, "at work"};
  threading::Semaphore bell{0, "bell"};
  threading::Lock guard{"guard"};
  Crew crew("worker", workers, [&](int) {
    //! <ring>
    const std::string& ring = stage.choice("ring");
    if (ring == "look-again") {
      //! [look-again]
      at_work.fetch_add(-1);
      if (stage.local("seen", at_work.load()) == 0) bell.release();
      //! [look-again]
    } else if (ring == "ask-before") {
      //! [ask-before]
      if (stage.local("seen", at_work.load()) == 1) bell.release();
      at_work.fetch_add(-1);
      //! [ask-before]
    } else if (ring == "the-first") {
      //! [the-first]
      if (at_work.fetch_add(-1) == workers) bell.release();
      //! [the-first]
    } else if (ring == "the-last") {
      //! [the-last]
      if (at_work.fetch_add(-1) == 1) bell.release();
      //! [the-last]
    } else {
      //! [lock-around]
      const threading::With holding(guard);
      at_work.fetch_add(-1);
      if (stage.local("seen", at_work.load()) == 0) bell.release();
      //! [lock-around]
    }
    //! <ring>
  });
  bell.acquire();
  stage.gauge("still at work").set(at_work.load());
  crew.join();
  stage.gauge("rings left over").set(bell.value());
}
//! [repaired]

std::int64_t none(const course::Facts&) { return 0; }

}  // namespace

course::Lesson too_many_signals() {
  const course::Slot ring{
      .id = "ring",
      .label = "When a worker rings the bell",
      .pieces = {{"look-again", "Count down in one step, look again, ring at 0"},
                 {"ask-before", "Ring if it is the only one left, then count down"},
                 {"the-first", "Count down in one step, ring if it was the first"},
                 {"the-last", "Count down in one step, ring if it was the last"},
                 {"lock-around", "Take the lock, count down, look again, ring at 0"}}};
  return course::as_challenge(
      {
          .goal = "Make the bell ring twice.",
          .claim = "once",
          .least_pre_emptions = 1,
          .hints =
              {
                  "The number is counted down in one step, so it is never wrong. What "
                  "a "
                  "worker sees when it looks at it is another matter.",
                  "Counting down is one step, looking at the number another. Something "
                  "may come between them.",
                  "Let worker 1 count down and stop it there. Let worker 2 do all of "
                  "its work before worker 1 looks at the number.",
              },
          .slots = {ring},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Too many signals",
          .summary = "The last worker rings a bell, and both find that they are the "
                     "last.",
          .claims = {never_above("once", "The bell rings once, and main has heard it.",
                                 "rings left over", none),
                     ends_with("nobody-left",
                               "When main has heard it, nobody is at work any more.",
                               "still at work", none),
                     course::never_stuck("Main does not wait for ever.")},
          .views = {"objects", "timeline", "waits"},
      });
}

}  // namespace lessons
