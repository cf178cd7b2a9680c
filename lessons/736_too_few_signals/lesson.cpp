#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int workers = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::Shared<int> at_work{workers, "at work"};
  threading::Event all_done{"all done"};
  Crew crew("worker", workers, [&](int) {
    const int left = stage.local("left", at_work.load() - 1);
    at_work.store(left);
    if (left == 0) all_done.set();
  });
  all_done.wait();
  stage.gauge("still at work").set(at_work.load());
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Shared<int> at_work{workers, "at work"};
  threading::Event all_done{"all done"};
  threading::Lock guard{"guard"};
  Crew crew("worker", workers, [&](int) {
    //! <signal>
    const std::string& signal = stage.choice("signal");
    if (signal == "what-it-wrote") {
      //! [what-it-wrote]
      const int left = stage.local("left", at_work.load() - 1);
      at_work.store(left);
      if (left == 0) all_done.set();
      //! [what-it-wrote]
    } else if (signal == "look-again") {
      //! [look-again]
      at_work.store(at_work.load() - 1);
      if (at_work.load() == 0) all_done.set();
      //! [look-again]
    } else if (signal == "in-any-case") {
      //! [in-any-case]
      at_work.fetch_add(-1);
      all_done.set();
      //! [in-any-case]
    } else if (signal == "lock-around") {
      //! [lock-around]
      const threading::With holding(guard);
      const int left = stage.local("left", at_work.load() - 1);
      at_work.store(left);
      if (left == 0) all_done.set();
      //! [lock-around]
    } else {
      //! [one-step]
      if (at_work.fetch_add(-1) == 1) all_done.set();
      //! [one-step]
    }
    //! <signal>
  });
  all_done.wait();
  stage.gauge("still at work").set(at_work.load());
  crew.join();
}
//! [repaired]

std::int64_t none(const course::Facts&) { return 0; }

}  // namespace

course::Lesson too_few_signals() {
  const course::Slot signal{
      .id = "signal",
      .label = "How each worker signs off",
      .pieces = {{"what-it-wrote", "Count down, signal if it wrote 0"},
                 {"look-again", "Count down, look again, signal at 0"},
                 {"in-any-case", "Count down in one step, signal in any case"},
                 {"lock-around", "Take the lock, count down, signal at 0"},
                 {"one-step", "Count down in one step, signal if it was the last"}}};
  return course::as_challenge(
      {
          .goal = "Let both workers finish while main waits for ever.",
          .claim = "never-stuck",
          .least_pre_emptions = 1,
          .hints =
              {
                  "Main waits for a signal that only the last worker gives.",
                  "A worker is the last one if the number that it writes is 0. Find an "
                  "order in which neither of them writes 0.",
                  "Let worker 1 read the number and stop it there. Let worker 2 do all "
                  "of its work before worker 1 goes on.",
              },
          .slots = {signal},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Too few signals",
          .summary = "The last worker tells main that all is done, but neither of the "
                     "two finds that it is the last.",
          .claims = {course::never_stuck("Main does not wait for ever."),
                     ends_with("nobody-left",
                               "When main goes on, nobody is at work any more.",
                               "still at work", none)},
          .views = {"objects", "waits", "timeline"},
      });
}

}  // namespace lessons
