#include "course/lesson.h"

#include <optional>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/barrier.h"
#include "threading/shared.h"

namespace lessons {
namespace {

constexpr int workers = 4;

//! [as-found]
void found(course::Stage& stage) {
  threading::Shared<int> prepared{0, "prepared"};
  threading::Barrier start{2, "start"};
  Crew crew("worker", workers, [&](int number) {
    prepared.fetch_add(1);
    start.wait();
    if (number == 1) stage.gauge("added up").set(prepared.load());
  });
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Shared<int> prepared{0, "prepared"};
  std::optional<threading::Barrier> barrier;
  //! <count>
  const std::string& count = stage.choice("count");
  if (count == "two") {
    //! [two]
    barrier.emplace(2, "start");
    //! [two]
  } else if (count == "three") {
    //! [three]
    barrier.emplace(3, "start");
    //! [three]
  } else if (count == "four") {
    //! [four]
    barrier.emplace(4, "start");
    //! [four]
  } else {
    //! [five]
    barrier.emplace(5, "start");
    //! [five]
  }
  //! <count>
  threading::Barrier& start = *barrier;
  Crew crew("worker", workers, [&](int number) {
    //! <work>
    if (stage.choice("work") == "prepare-then-wait") {
      //! [prepare-then-wait]
      prepared.fetch_add(1);
      start.wait();
      //! [prepare-then-wait]
    } else {
      //! [wait-then-prepare]
      start.wait();
      prepared.fetch_add(1);
      //! [wait-then-prepare]
    }
    //! <work>
    if (number == 1) stage.gauge("added up").set(prepared.load());
  });
  crew.join();
}
//! [repaired]

}  // namespace

course::Lesson barrier_count() {
  const course::Slot count{.id = "count",
                           .label = "For how many the barrier waits",
                           .pieces = {{"two", "For two"},
                                      {"three", "For three"},
                                      {"four", "For four"},
                                      {"five", "For the workers and main: five"}}};
  const course::Slot work{
      .id = "work",
      .label = "What each of the four workers does before worker 1 adds up",
      .pieces = {{"prepare-then-wait", "Prepare, then wait for the others"},
                 {"wait-then-prepare", "Wait for the others, then prepare"}}};
  return course::as_challenge(
      {
          .goal = "Let worker 1 add up before all four have prepared.",
          .claim = "all-prepared",
          .least_pre_emptions = 0,
          .hints =
              {
                  "There are four workers. For how many does the barrier wait?",
                  "Two who arrive are enough to open it, whoever they are.",
                  "Let workers 1 and 2 prepare and meet, and let worker 1 go on before "
                  "3 and 4 do anything.",
              },
          .slots = {count, work},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Wrong barrier count",
          .summary = "The barrier waits for two, and there are four.",
          .claims = {course::never_below(
                         "all-prepared",
                         "Worker 1 adds up what all four have prepared.", "added up",
                         [](const course::Facts&) { return workers; }),
                     course::never_stuck()},
          .views = {"objects", "timeline", "waits"},
      });
}

}  // namespace lessons
