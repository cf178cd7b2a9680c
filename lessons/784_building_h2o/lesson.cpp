#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/semaphore.h"
#include "threading/shared.h"

namespace lessons {
namespace {

constexpr int molecules = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::Semaphore places{0, "places"};
  threading::Semaphore bonds{0, "bonds"};
  threading::Shared<int> hydrogen{0, "hydrogen"};
  const auto close = [&] { stage.gauge("atoms in it").set(hydrogen.exchange(0)); };
  Crew atoms("hydrogen", 2, [&](int) {
    for (int i = 0; i < molecules; ++i) {
      places.acquire();
      hydrogen.fetch_add(1);
      bonds.release();
    }
  });
  Crew oxygen("oxygen", 1, [&](int) {
    for (int i = 0; i < molecules; ++i) {
      places.release(2);
      bonds.acquire();
      close();
      bonds.acquire();
    }
  });
  atoms.join();
  oxygen.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Semaphore places{0, "places"};
  threading::Semaphore bonds{0, "bonds"};
  threading::Shared<int> hydrogen{0, "hydrogen"};
  const auto close = [&] { stage.gauge("atoms in it").set(hydrogen.exchange(0)); };
  Crew atoms("hydrogen", 2, [&](int) {
    for (int i = 0; i < molecules; ++i) {
      places.acquire();
      hydrogen.fetch_add(1);
      bonds.release();
    }
  });
  Crew oxygen("oxygen", 1, [&](int) {
    for (int i = 0; i < molecules; ++i) {
      //! <oxygen>
      for (const std::string& piece : course::pieces(stage.choice("oxygen"))) {
        if (piece == "offer") {
          //! [offer]
          places.release(2);
          //! [offer]
          // NOLINTNEXTLINE(bugprone-branch-clone): oxygen waits for two bonds
        } else if (piece == "first-bond") {
          //! [first-bond]
          bonds.acquire();
          //! [first-bond]
        } else if (piece == "close") {
          //! [close]
          close();
          //! [close]
        } else {
          //! [second-bond]
          bonds.acquire();
          //! [second-bond]
        }
      }
      //! <oxygen>
    }
  });
  atoms.join();
  oxygen.join();
}
//! [repaired]

std::int64_t two(const course::Facts&) { return 2; }

}  // namespace

course::Lesson building_h2o() {
  const course::Slot oxygen{.id = "oxygen",
                            .label = "How oxygen makes a molecule, in this order",
                            .form = course::Slot::Form::in_order,
                            .pieces = {{"offer", "Offer two places"},
                                       {"first-bond", "Wait for a bond"},
                                       {"close", "Close the molecule"},
                                       {"second-bond", "Wait for a bond, once more"}}};
  return course::as_challenge(
      {
          .goal = "Close a molecule with fewer than two hydrogen atoms.",
          .claim = "two-atoms",
          .least_pre_emptions = 1,
          .hints =
              {
                  "How many bonds has oxygen waited for when it closes the molecule?",
                  "One hydrogen thread is enough to let oxygen go on.",
                  "Stop a hydrogen thread as soon as it has released its first bond, "
                  "and let oxygen close.",
              },
          .slots = {oxygen},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Building H2O",
          .summary = "Two hydrogen atoms and one oxygen atom, neither more nor less.",
          .claims = {course::never_below("two-atoms",
                                         "A molecule has two hydrogen atoms.",
                                         "atoms in it", two),
                     course::never_above("no-third-atom",
                                         "No molecule has a third hydrogen atom.",
                                         "atoms in it", two),
                     course::never_stuck()},
          .views = {"objects", "timeline", "waits"},
      });
}

}  // namespace lessons
