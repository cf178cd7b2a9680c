#include "course/lesson.h"

#include <deque>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/barrier.h"
#include "threading/shared.h"

namespace lessons {
namespace {

constexpr int workers = 4;

/// A share for each worker.
class Shares {
 public:
  Shares() {
    for (int number = 1; number <= workers; ++number) {
      shares_.emplace_back(0, "share " + std::to_string(number));
    }
  }
  void prepare(int number, trace::Source source = trace::Source::here()) {
    shares_[static_cast<std::size_t>(number - 1)].store(1, source);
  }
  int sum(trace::Source source = trace::Source::here()) const {
    int sum = 0;
    for (const threading::Shared<int>& share : shares_) sum += share.load(source);
    return sum;
  }

 private:
  std::deque<threading::Shared<int>> shares_;
};

//! [as-found]
void found(course::Stage& stage) {
  Shares shares;
  threading::Barrier start{2, "start"};
  Crew crew("worker", workers, [&](int number) {
    shares.prepare(number);
    start.wait();
    if (number == 1) stage.gauge("added up").set(shares.sum());
  });
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  Shares shares;
  int parties = 0;
  //! <count>
  const std::string& count = stage.choice("count");
  if (count == "two") {
    //! [two]
    parties = 2;
    //! [two]
  } else if (count == "three") {
    //! [three]
    parties = 3;
    //! [three]
  } else if (count == "four") {
    //! [four]
    parties = 4;
    //! [four]
  } else {
    //! [five]
    parties = 5;
    //! [five]
  }
  //! <count>
  threading::Barrier start{parties, "start"};
  Crew crew("worker", workers, [&](int number) {
    //! <work>
    if (stage.choice("work") == "prepare-then-wait") {
      //! [prepare-then-wait]
      shares.prepare(number);
      start.wait();
      //! [prepare-then-wait]
    } else {
      //! [wait-then-prepare]
      start.wait();
      shares.prepare(number);
      //! [wait-then-prepare]
    }
    //! <work>
    if (number == 1) stage.gauge("added up").set(shares.sum());
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
