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
  threading::Shared<int> counter{0, "counter"};
  Crew crew("worker", workers, [&](int) {
    const int seen = stage.local("seen", counter.load());
    counter.store(seen + 1);
  });
  crew.join();
  stage.gauge("result").set(counter.load());
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Shared<int> counter{0, "counter"};
  threading::Lock guard{"guard"};
  Crew crew("worker", workers, [&](int) {
    //! <update>
    const std::string& update = stage.choice("update");
    if (update == "no-lock") {
      //! [no-lock]
      const int seen = stage.local("seen", counter.load());
      counter.store(seen + 1);
      //! [no-lock]
    } else if (update == "lock-to-write") {
      //! [lock-to-write]
      const int seen = stage.local("seen", counter.load());
      const threading::With holding(guard);
      counter.store(seen + 1);
      //! [lock-to-write]
    } else if (update == "own-lock") {
      //! [own-lock]
      threading::Lock own{"own"};
      const threading::With holding(own);
      const int seen = stage.local("seen", counter.load());
      counter.store(seen + 1);
      //! [own-lock]
    } else if (update == "lock-around") {
      //! [lock-around]
      const threading::With holding(guard);
      const int seen = stage.local("seen", counter.load());
      counter.store(seen + 1);
      //! [lock-around]
    } else {
      //! [one-step]
      counter.fetch_add(1);
      //! [one-step]
    }
    //! <update>
  });
  crew.join();
  stage.gauge("result").set(counter.load());
}
//! [repaired]

}  // namespace

course::Lesson lost_update() {
  const course::Slot update{
      .id = "update",
      .label = "What each worker does",
      .pieces = {{"no-lock", "Read, then write"},
                 {"lock-to-write", "Read, then take the lock to write"},
                 {"own-lock", "Take a lock of its own, read and write"},
                 {"lock-around", "Take the common lock, read and write"},
                 {"one-step", "Read and write in one step"}}};
  return course::as_challenge(
      {
          .goal = "Make the counter end at less than 2.",
          .claim = "nothing-lost",
          .least_pre_emptions = 1,
          .hints =
              {
                  "An increment is two steps. Something may come between them.",
                  "A worker writes what it read plus one, however long ago that was.",
                  "Let worker 1 read the counter and stop it there. Let worker 2 do "
                  "all of its work before worker 1 goes on.",
              },
          .slots = {update},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Lost update",
          .summary = "Two workers add one each, and the counter ends at 1.",
          .claims = {course::ends_with(
              "nothing-lost", "No increment is lost: the counter ends at 2.", "result",
              [](const course::Facts&) { return workers; })},
          .views = {"objects", "timeline", "output"},
      });
}

}  // namespace lessons
