#include "course/lesson.h"

#include <functional>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/rlock.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int workers = 2;
constexpr int depth = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::RLock tree{"tree"};
  threading::Shared<int> visited{0, "visited"};
  const std::function<void(int)> visit = [&](int below) {
    tree.acquire();
    visited.store(visited.load() + 1);
    if (below == 0) return;
    visit(below - 1);
    tree.release();
  };
  Crew crew("worker", workers, [&](int) { visit(depth); });
  crew.join();
  stage.gauge("result").set(visited.load());
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::RLock tree{"tree"};
  threading::Shared<int> visited{0, "visited"};
  const std::function<void(int)> visit = [&](int below) {
    //! <visit>
    const std::string& way = stage.choice("visit");
    if (way == "release-at-end") {
      //! [release-at-end]
      tree.acquire();
      visited.store(visited.load() + 1);
      if (below == 0) return;
      visit(below - 1);
      tree.release();
      //! [release-at-end]
    } else if (way == "release-twice") {
      //! [release-twice]
      tree.acquire();
      visited.store(visited.load() + 1);
      if (below == 0) return;
      visit(below - 1);
      tree.release();
      tree.release();
      //! [release-twice]
    } else if (way == "release-and-again") {
      //! [release-and-again]
      tree.acquire();
      visited.store(visited.load() + 1);
      if (below > 0) visit(below - 1);
      if (below == 0) tree.release();
      tree.release();
      //! [release-and-again]
    } else if (way == "count-first") {
      //! [count-first]
      visited.store(visited.load() + 1);
      if (below == 0) return;
      const threading::With holding(tree);
      visit(below - 1);
      //! [count-first]
    } else {
      //! [scoped]
      const threading::With holding(tree);
      visited.store(visited.load() + 1);
      if (below == 0) return;
      visit(below - 1);
      //! [scoped]
    }
    //! <visit>
  };
  Crew crew("worker", workers, [&](int) { visit(depth); });
  crew.join();
  stage.gauge("result").set(visited.load());
}
//! [repaired]

std::int64_t all_visits(const course::Facts&) {
  return std::int64_t{workers} * (depth + 1);
}

}  // namespace

course::Lesson unbalanced_rlock() {
  const course::Slot visit{
      .id = "visit",
      .label = "How a node is visited",
      .pieces = {{"release-at-end", "Release at the end"},
                 {"release-twice", "Release twice at the end"},
                 {"release-and-again", "Release always, and once more at the bottom"},
                 {"count-first", "Count first, then hold the lock"},
                 {"scoped", "Hold the lock for as long as the visit lasts"}}};
  return course::as_challenge(
      {
          .goal = "Leave a worker waiting for ever.",
          .claim = "never-stuck",
          .least_pre_emptions = 0,
          .hints =
              {
                  "A re-entrant lock counts. It is free again after as many releases "
                  "as acquires.",
                  "Count both for a worker that visits a node and those below it.",
                  "Just let both workers run to their ends. The second one cannot.",
              },
          .slots = {visit},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Unbalanced re-entrant lock",
          .summary = "An early return skips a release, and the lock stays locked.",
          .claims = {course::never_stuck(),
                     course::ends_with("all-counted", "All 6 visits are counted.",
                                       "result", all_visits)},
          .views = {"objects", "waits", "timeline"},
      });
}

}  // namespace lessons
