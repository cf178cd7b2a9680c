#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/semaphore.h"
#include "threading/shared.h"

namespace lessons {
namespace {

constexpr int herd = 2;
constexpr int knocks = 2;  // the reindeer's, and the elf's

//! [as-found]
void found(course::Stage& stage) {
  threading::Shared<int> home{0, "reindeer at home"};
  threading::Semaphore knock{0, "knock"};
  threading::Semaphore sleigh{0, "sleigh"};
  threading::Semaphore help{0, "help"};
  Crew reindeer("reindeer", herd, [&](int) {
    if (home.fetch_add(1) == herd - 1) knock.release();
    sleigh.acquire();
  });
  Crew elf("elf", 1, [&](int) {
    knock.release();
    help.acquire();
  });
  for (int i = 0; i < knocks; ++i) {
    knock.acquire();
    if (stage.local("home", home.load()) == herd)
      sleigh.release(herd);
    else
      help.release();
  }
  reindeer.join();
  elf.join();
  stage.gauge("help left over").set(help.value() + sleigh.value());
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Shared<int> home{0, "reindeer at home"};
  threading::Semaphore knock{0, "knock"};
  threading::Semaphore sleigh{0, "sleigh"};
  threading::Semaphore help{0, "help"};
  Crew reindeer("reindeer", herd, [&](int) {
    if (home.fetch_add(1) == herd - 1) knock.release();
    sleigh.acquire();
  });
  Crew elf("elf", 1, [&](int) {
    knock.release();
    help.acquire();
  });
  for (int i = 0; i < knocks; ++i) {
    knock.acquire();
    //! <santa>
    const std::string& santa = stage.choice("santa");
    if (santa == "look") {
      //! [look]
      if (stage.local("home", home.load()) == herd)
        sleigh.release(herd);
      else
        help.release();
      //! [look]
    } else if (santa == "help-in-any-case") {
      //! [help-in-any-case]
      if (stage.local("home", home.load()) == herd) sleigh.release(herd);
      help.release();
      //! [help-in-any-case]
    } else if (santa == "look-and-send-away") {
      //! [look-and-send-away]
      if (home.exchange(0) == herd)
        sleigh.release(herd);
      else
        help.release();
      //! [look-and-send-away]
    } else if (santa == "harness-then-forget") {
      //! [harness-then-forget]
      if (stage.local("home", home.load()) == herd)
        sleigh.release(home.exchange(0));
      else
        help.release();
      //! [harness-then-forget]
    } else {
      //! [harness-in-one-step]
      int all = herd;
      if (home.compare_exchange(all, 0))
        sleigh.release(herd);
      else
        help.release();
      //! [harness-in-one-step]
    }
    //! <santa>
  }
  reindeer.join();
  elf.join();
  stage.gauge("help left over").set(help.value() + sleigh.value());
}
//! [repaired]

std::int64_t none(const course::Facts&) { return 0; }

}  // namespace

course::Lesson santa_claus() {
  const course::Slot santa{
      .id = "santa",
      .label = "What Santa does when there is a knock",
      .pieces = {{"look", "If all reindeer are at home, harness them, else help"},
                 {"help-in-any-case", "The same, and help in any case"},
                 {"look-and-send-away", "Look and set the count to 0, then as before"},
                 {"harness-then-forget", "Set the count to 0 when harnessing"},
                 {"harness-in-one-step", "The same in one step"}}};
  return course::as_challenge(
      {
          .goal = "Leave the elf waiting for help for ever.",
          .claim = "never-stuck",
          .least_pre_emptions = 0,
          .hints =
              {
                  "A knock does not say who knocked. Santa looks at the reindeer.",
                  "What does Santa do at the second knock, if all reindeer were at "
                  "home at the first?",
                  "Let the elf knock and both reindeer come home, and only then let "
                  "Santa go on.",
              },
          .slots = {santa},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Santa Claus",
          .summary = "Santa harnesses the reindeer twice, and the elf waits for ever.",
          .claims = {course::never_stuck(),
                     course::ends_with("nothing-left-over",
                                       "Nobody is helped or harnessed twice.",
                                       "help left over", none)},
          .views = {"objects", "waits", "timeline"},
      });
}

}  // namespace lessons
