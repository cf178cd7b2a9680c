#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/semaphore.h"

namespace lessons {
namespace {

constexpr int guests = 3;

//! [as-found]
void found(course::Stage& stage) {
  threading::Semaphore chairs{1, "chairs"};
  Crew crew("guest", guests, [&](int) {
    const bool seated = stage.local("seated", chairs.acquire(threading::non_blocking));
    if (seated) const course::Inside table(stage.gauge("at the table"));
    chairs.release();
    stage.gauge("gone home").add(1);
  });
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  const auto dinner = [&](threading::Semaphore& chairs) {
    Crew crew("guest", guests, [&](int) {
      //! <dine>
      const std::string& dine = stage.choice("dine");
      if (dine == "always-release") {
        //! [always-release]
        const bool seated =
            stage.local("seated", chairs.acquire(threading::non_blocking));
        if (seated) const course::Inside table(stage.gauge("at the table"));
        chairs.release();
        //! [always-release]
      } else if (dine == "release-first") {
        //! [release-first]
        if (chairs.acquire(threading::non_blocking)) {
          chairs.release();
          const course::Inside table(stage.gauge("at the table"));
        }
        //! [release-first]
      } else if (dine == "release-if-seated") {
        //! [release-if-seated]
        if (chairs.acquire(threading::non_blocking)) {
          { const course::Inside table(stage.gauge("at the table")); }
          chairs.release();
        }
        //! [release-if-seated]
      } else {
        //! [wait-for-chair]
        chairs.acquire();
        { const course::Inside table(stage.gauge("at the table")); }
        chairs.release();
        //! [wait-for-chair]
      }
      //! <dine>
      stage.gauge("gone home").add(1);
    });
    crew.join();
  };
  //! <chairs>
  if (stage.choice("chairs") == "plain") {
    //! [plain]
    threading::Semaphore chairs{1, "chairs"};
    dinner(chairs);
    //! [plain]
  } else {
    //! [bounded]
    threading::BoundedSemaphore chairs{1, "chairs"};
    dinner(chairs);
    //! [bounded]
  }
  //! <chairs>
}
//! [repaired]

}  // namespace

course::Lesson permit_without_acquire() {
  const course::Slot dine{
      .id = "dine",
      .label = "What a guest does",
      .pieces = {{"always-release", "Try for a chair, release in any case"},
                 {"release-first", "Try, release, sit down"},
                 {"release-if-seated", "Release only if there was a chair"},
                 {"wait-for-chair", "Wait for a chair, release it"}}};
  const course::Slot chairs{
      .id = "chairs",
      .label = "What counts the chairs",
      .pieces = {{"plain", "A semaphore"}, {"bounded", "A bounded semaphore"}}};
  return course::as_challenge(
      {
          .goal = "Seat two guests on one chair.",
          .claim = "one-chair",
          .least_pre_emptions = 1,
          .hints =
              {
                  "A semaphore believes whoever releases. It does not know who has "
                  "acquired.",
                  "What does a guest do that found no chair?",
                  "Stop guest 1 at the table. Guest 2 finds no chair and leaves one "
                  "behind all the same; guest 3 takes it.",
              },
          .slots = {dine, chairs},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "A permit without acquire",
          .summary = "Who found no chair gives one back, and two sit on one.",
          .claims = {course::never_above("one-chair", "At most one guest is seated.",
                                         "at the table",
                                         [](const course::Facts&) { return 1; }),
                     course::ends_with("all-leave", "Every guest goes home in the end.",
                                       "gone home",
                                       [](const course::Facts&) { return guests; })},
          .views = {"objects", "timeline", "output"},
      });
}

}  // namespace lessons
