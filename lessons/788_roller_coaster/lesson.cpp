#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/semaphore.h"
#include "threading/shared.h"

namespace lessons {
namespace {

constexpr int passengers = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::Semaphore board{0, "board"};
  threading::Semaphore boarded{0, "boarded"};
  threading::Semaphore leave{0, "leave"};
  threading::Semaphore left{0, "left"};
  threading::Shared<int> seated{0, "seated"};
  Crew crew("passenger", passengers, [&](int) {
    board.acquire();
    stage.gauge("in the car").set(seated.fetch_add(1) + 1);
    boarded.release();
    leave.acquire();
    seated.fetch_add(-1);
    left.release();
  });
  for (int ride = 0; ride < passengers; ++ride) {
    board.release();
    boarded.acquire();
    stage.gauge("riders").set(seated.load());
    leave.release();
  }
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Semaphore board{0, "board"};
  threading::Semaphore boarded{0, "boarded"};
  threading::Semaphore leave{0, "leave"};
  threading::Semaphore left{0, "left"};
  threading::Shared<int> seated{0, "seated"};
  Crew crew("passenger", passengers, [&](int) {
    board.acquire();
    stage.gauge("in the car").set(seated.fetch_add(1) + 1);
    boarded.release();
    leave.acquire();
    seated.fetch_add(-1);
    left.release();
  });
  for (int ride = 0; ride < passengers; ++ride) {
    //! <begin>
    const std::string& begin = stage.choice("begin");
    if (begin == "wait-until-full") {
      //! [wait-until-full]
      board.release();
      boarded.acquire();
      //! [wait-until-full]
    } else if (begin == "go-at-once") {
      //! [go-at-once]
      board.release();
      //! [go-at-once]
    } else {
      //! [full-before-boarding]
      boarded.acquire();
      board.release();
      //! [full-before-boarding]
    }
    //! <begin>
    stage.gauge("riders").set(seated.load());
    //! <end>
    const std::string& end = stage.choice("end");
    if (end == "let-out") {
      //! [let-out]
      leave.release();
      //! [let-out]
    } else if (end == "empty-before-leaving") {
      //! [empty-before-leaving]
      left.acquire();
      leave.release();
      //! [empty-before-leaving]
    } else if (end == "let-out-and-board") {
      //! [let-out-and-board]
      leave.release();
      boarded.acquire();
      //! [let-out-and-board]
    } else {
      //! [let-out-and-wait]
      leave.release();
      left.acquire();
      //! [let-out-and-wait]
    }
    //! <end>
  }
  crew.join();
}
//! [repaired]

}  // namespace

course::Lesson roller_coaster() {
  const course::Slot begin{
      .id = "begin",
      .label = "How a ride begins",
      .pieces = {{"wait-until-full", "Let one board, wait until it has"},
                 {"go-at-once", "Let one board and go"},
                 {"full-before-boarding", "Wait until one has boarded, let it board"}}};
  const course::Slot end{
      .id = "end",
      .label = "How a ride ends",
      .pieces = {{"let-out", "Let the passenger out"},
                 {"empty-before-leaving", "Wait until it is out, let it out"},
                 {"let-out-and-board", "Let it out, wait until one has boarded"},
                 {"let-out-and-wait", "Let it out, wait until it is out"}}};
  return course::as_challenge(
      {
          .goal = "Have two passengers in the car, which has one seat.",
          .claim = "one-seat",
          .least_pre_emptions = 0,
          .hints =
              {
                  "The car, which main drives, waits until somebody has boarded. For "
                  "what "
                  "else should it wait?",
                  "To be told to leave is one thing, to have left is another.",
                  "After the first ride, let main begin the next one before the "
                  "passenger has left.",
              },
          .slots = {begin, end},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "The roller coaster",
          .summary = "The next passenger boards before the last one has left.",
          .claims = {course::never_above(
                         "one-seat", "At most one passenger is in the car.",
                         "in the car", [](const course::Facts&) { return 1; }),
                     course::never_below("never-empty", "The car never rides empty.",
                                         "riders",
                                         [](const course::Facts&) { return 1; }),
                     course::never_stuck()},
          .views = {"objects", "timeline", "waits"},
      });
}

}  // namespace lessons
