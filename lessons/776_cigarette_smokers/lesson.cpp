#include "course/lesson.h"

#include <array>
#include <optional>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/condition.h"
#include "threading/semaphore.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int smokers = 3;

/// A semaphore for each of three, counted round and round.
class Three {
 public:
  explicit Three(const std::array<std::string, smokers>& names)
      : first_(0, names[0]), second_(0, names[1]), third_(0, names[2]) {}
  threading::Semaphore& operator[](int n) {
    return n % smokers == 0 ? first_ : n % smokers == 1 ? second_ : third_;
  }

 private:
  threading::Semaphore first_;
  threading::Semaphore second_;
  threading::Semaphore third_;
};

//! [as-found]
void found(course::Stage& stage) {
  Three table({"tobacco", "paper", "matches"});
  threading::Semaphore smoked{0, "smoked"};
  Crew crew("smoker", smokers, [&](int number) {
    const int owns = number - 1;  // and needs the two others
    table[owns + 1].acquire();
    table[owns + 2].acquire();
    stage.gauge("cigarettes").add(1);
    smoked.release();
  });
  for (int kept = 0; kept < smokers; ++kept) {  // all but this come to the table
    table[kept + 1].release();
    table[kept + 2].release();
    smoked.acquire();
  }
  crew.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  Three table({"tobacco", "paper", "matches"});
  Three calls({"call 1", "call 2", "call 3"});
  threading::Condition changed{"changed"};
  std::optional<int> all_but;
  threading::Semaphore smoked{0, "smoked"};
  Crew crew("smoker", smokers, [&](int number) {
    const int owns = number - 1;  // and needs the two others
    //! <smoker>
    const std::string& smoker = stage.choice("smoker");
    if (smoker == "one-by-one") {
      //! [one-by-one]
      table[owns + 1].acquire();
      table[owns + 2].acquire();
      //! [one-by-one]
    } else if (smoker == "fixed-order") {
      //! [fixed-order]
      table[owns == 0 ? 1 : 0].acquire();  // the lower number first
      table[owns == 2 ? 1 : 2].acquire();
      //! [fixed-order]
    } else if (smoker == "both-or-none") {
      //! [both-or-none]
      {
        const threading::With holding(changed);
        changed.wait_for([&] { return all_but == owns; });
        all_but.reset();
      }
      //! [both-or-none]
    } else {
      //! [when-called]
      calls[owns].acquire();
      //! [when-called]
    }
    //! <smoker>
    stage.gauge("cigarettes").add(1);
    smoked.release();
  });
  for (int kept = 0; kept < smokers; ++kept) {  // all but this come to the table
    //! <agent>
    const std::string& agent = stage.choice("agent");
    if (agent == "two-releases") {
      //! [two-releases]
      table[kept + 1].release();
      table[kept + 2].release();
      //! [two-releases]
    } else if (agent == "tell-one") {
      //! [tell-one]
      {
        const threading::With holding(changed);
        all_but = kept;
        changed.notify();
      }
      //! [tell-one]
    } else if (agent == "tell-all") {
      //! [tell-all]
      {
        const threading::With holding(changed);
        all_but = kept;
        changed.notify_all();
      }
      //! [tell-all]
    } else {
      //! [call]
      calls[kept].release();
      //! [call]
    }
    //! <agent>
    smoked.acquire();
  }
  crew.join();
}
//! [repaired]

}  // namespace

course::Lesson cigarette_smokers() {
  const course::Slot smoker{
      .id = "smoker",
      .label = "How a smoker gets what it needs",
      .pieces = {{"one-by-one", "One thing, then the other"},
                 {"fixed-order", "The same, in an order that all keep to"},
                 {"both-or-none", "Both or none, when the table changes"},
                 {"when-called", "When it is called"}}};
  const course::Slot agent{.id = "agent",
                           .label = "What the agent does with two things",
                           .pieces = {{"two-releases", "Release one, then the other"},
                                      {"tell-one", "Lay both down and wake one"},
                                      {"tell-all", "Lay both down and wake all"},
                                      {"call", "Call the smoker that can use them"}}};
  return course::as_challenge(
      {
          .goal = "Leave smokers waiting for ever.",
          .claim = "never-stuck",
          .least_pre_emptions = 0,
          .hints =
              {
                  "Two things lie on the table, and only one smoker can use both. The "
                  "others can use one of them.",
                  "A smoker that has taken one thing keeps it while it waits for the "
                  "other.",
                  "Before smoker 1 takes anything, let smoker 2 take the matches.",
              },
          .slots = {smoker, agent},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "The cigarette smokers",
          .summary = "Each smoker lacks two things; the wrong one takes half of them.",
          .claims = {course::never_stuck(),
                     course::ends_with("all-smoke", "Every smoker smokes once.",
                                       "cigarettes",
                                       [](const course::Facts&) { return smokers; })},
          .views = {"objects", "waits", "timeline"},
      });
}

}  // namespace lessons
