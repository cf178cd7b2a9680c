#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/semaphore.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int workers = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::Event vacant{"vacant"};
  vacant.set();
  Crew crew("worker", workers, [&](int) {
    vacant.wait();
    vacant.clear();
    { const course::Inside cabin(stage.gauge("in the cabin")); }
    vacant.set();
    stage.gauge("served").add(1);
  });
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Event vacant{"vacant"};
  vacant.set();
  threading::Lock key{"key"};
  threading::Semaphore permit{1, "permit"};
  Crew crew("worker", workers, [&](int) {
    //! <use>
    const std::string& use = stage.choice("use");
    if (use == "wait-then-clear") {
      //! [wait-then-clear]
      vacant.wait();
      vacant.clear();
      { const course::Inside cabin(stage.gauge("in the cabin")); }
      vacant.set();
      //! [wait-then-clear]
    } else if (use == "clear-then-wait") {
      //! [clear-then-wait]
      vacant.clear();
      vacant.wait();
      { const course::Inside cabin(stage.gauge("in the cabin")); }
      vacant.set();
      //! [clear-then-wait]
    } else if (use == "test-again") {
      //! [test-again]
      vacant.wait();
      if (!vacant.is_set()) vacant.wait();
      vacant.clear();
      { const course::Inside cabin(stage.gauge("in the cabin")); }
      vacant.set();
      //! [test-again]
    } else if (use == "lock") {
      //! [lock]
      {
        const threading::With holding(key);
        const course::Inside cabin(stage.gauge("in the cabin"));
      }
      //! [lock]
    } else {
      //! [semaphore]
      permit.acquire();
      { const course::Inside cabin(stage.gauge("in the cabin")); }
      permit.release();
      //! [semaphore]
    }
    //! <use>
    stage.gauge("served").add(1);
  });
  crew.join();
}
//! [repaired]

}  // namespace

course::Lesson event_as_lock() {
  const course::Slot use{
      .id = "use",
      .label = "How a worker uses the cabin",
      .pieces = {{"wait-then-clear", "Wait for the sign, take it down"},
                 {"clear-then-wait", "Take the sign down, then wait for it"},
                 {"test-again", "Wait, look again, take it down"},
                 {"lock", "Hold the key"},
                 {"semaphore", "Take the only permit and give it back"}}};
  return course::as_challenge(
      {
          .goal = "Bring both workers into the cabin at the same time.",
          .claim = "one-at-a-time",
          .least_pre_emptions = 2,
          .hints =
              {
                  "An event lets everybody pass who comes while it is set.",
                  "wait() takes nothing away. Taking the sign down is another step.",
                  "Stop worker 1 between wait() and clear(). Worker 2 walks in. Before "
                  "it leaves, let worker 1 follow.",
              },
          .slots = {use},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "An event is not a lock",
          .summary = "A sign says that the cabin is vacant; two read it and walk in.",
          .claims = {course::never_above(
                         "one-at-a-time", "At most one worker is in the cabin.",
                         "in the cabin", [](const course::Facts&) { return 1; }),
                     course::ends_with("all-served", "Both workers have been in it.",
                                       "served",
                                       [](const course::Facts&) { return workers; }),
                     course::never_stuck()},
          .views = {"objects", "timeline", "waits"},
      });
}

}  // namespace lessons
