#include <QtTest>
#include <set>

#include "schedule/controlled_run.h"
#include "schedule/priority_walk.h"
#include "schedule/programs.h"
#include "schedule/random_walk.h"

using namespace schedule;

namespace {

class TwoWalks {
 public:
  const Execution& go(const SetUp& set_up, Scheduler& scheduler) { return run_.execute(set_up, scheduler); }

 private:
  Identities identities_;
  Crew crew_;
  ControlledRun run_{identities_, crew_, {}};
};

}  // namespace

class TestRandomWalk : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_same_seed_walks_the_same_way() {
    TwoWalks walks;
    for (std::uint64_t seed = 1; seed < 20; ++seed) {
      RandomWalk one(seed, 0.5);
      const std::uint64_t hash = walks.go(programs::racing(3, 2), one).hash;
      RandomWalk other(seed, 0.5);
      QCOMPARE(walks.go(programs::racing(3, 2), other).hash, hash);
    }
  }

  void it_comes_everywhere() {
    TwoWalks walks;
    std::set<std::uint64_t> seen;
    for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
      RandomWalk walk(seed, 1.0);
      seen.insert(walks.go(programs::racing(2, 2), walk).hash);
    }
    QCOMPARE(seen.size(), std::size_t{34});
  }

  void without_switches_each_thread_goes_to_its_end() {
    TwoWalks walks;
    RandomWalk walk(1, 0.0);
    const Execution& execution = walks.go(programs::racing(3, 2), walk);
    for (std::size_t i = 1; i < execution.steps.size(); ++i) {
      QVERIFY(execution.steps[i].thread >= execution.steps[i - 1].thread);
    }
  }

  void a_walk_by_priority_finds_a_deadlock_of_depth_two() {
    TwoWalks walks;
    int deadlocks = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      PriorityWalk walk(seed, 2, 10);
      deadlocks += walks.go(programs::opposite_order, walk).verdict == Verdict::deadlocks ? 1 : 0;
    }
    QVERIFY(deadlocks >= 200 / (2 * 10));
  }
};

QTEST_APPLESS_MAIN(TestRandomWalk)
#include "tst_random_walk.moc"
