#include <QtTest>
#include <set>

#include "schedule/controlled_run.h"
#include "schedule/priority_walk.h"
#include "schedule/programs.h"

using namespace schedule;

namespace {

class Walks {
 public:
  const Execution& go(const SetUp& set_up, std::uint64_t seed, std::size_t depth, std::size_t steps) {
    PriorityWalk walk(seed, depth, steps);
    return run_.execute(set_up, walk);
  }

 private:
  Identities identities_;
  Crew crew_;
  ControlledRun run_{identities_, crew_, {}};
};

/// Fails only if the writer goes once, the reader once, the writer to its end, and then the reader.
void changing(Program& program) {
  auto& value = program.make<threading::Shared<int>>(0, "value");
  program.thread("reader", [&value] {
    const int before = value.load();
    const int after = value.load();
    check(before != 1 || after != 2, "nobody sees both values");
  });
  program.thread("writer", [&value] {
    value.store(1);
    value.store(2);
  });
}

std::size_t switches(const Execution& execution) {
  std::size_t count = 0;
  for (std::size_t i = 1; i < execution.steps.size(); ++i) {
    if (execution.steps[i].thread != execution.steps[i - 1].thread) ++count;
  }
  return count;
}

}  // namespace

class TestPriorityWalk : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_same_seed_walks_the_same_way() {
    Walks walks;
    for (std::uint64_t seed = 1; seed < 50; ++seed) {
      const std::uint64_t hash = walks.go(programs::racing(3, 2), seed, 3, 12).hash;
      QCOMPARE(walks.go(programs::racing(3, 2), seed, 3, 12).hash, hash);
    }
  }

  void every_thread_goes_to_its_end() {
    Walks walks;
    for (std::uint64_t seed = 1; seed < 50; ++seed) {
      const Execution& execution = walks.go(programs::locked(4, 3), seed, 4, 60);
      QCOMPARE(execution.verdict, Verdict::holds);
    }
  }

  void without_a_fall_each_thread_in_turn_goes_to_its_end() {
    Walks walks;
    std::set<ThreadIndex> first;
    for (std::uint64_t seed = 1; seed < 50; ++seed) {
      const Execution& execution = walks.go(programs::racing(3, 2), seed, 1, 12);
      QCOMPARE(switches(execution), std::size_t{2});
      first.insert(execution.steps.front().thread);
    }
    QCOMPARE(first.size(), std::size_t{3});
  }

  void a_bug_is_found_as_often_as_its_depth_promises_data() {
    QTest::addColumn<int>("program");
    QTest::addColumn<std::size_t>("depth");
    QTest::newRow("a deadlock") << 0 << std::size_t{2};
    QTest::newRow("a value that changes between two looks") << 1 << std::size_t{3};
  }

  void a_bug_is_found_as_often_as_its_depth_promises() {
    QFETCH(const int, program);
    QFETCH(const std::size_t, depth);
    const SetUp set_up = program == 0 ? SetUp(programs::opposite_order) : SetUp(changing);
    constexpr std::size_t threads = 2;
    constexpr std::uint64_t seeds = 2'000;
    Walks walks;
    const std::size_t steps = walks.go(set_up, 0, 1, 10).steps.size();
    std::size_t found = 0;
    std::size_t with_a_fall_less = 0;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      if (walks.go(set_up, seed, depth, steps).verdict != Verdict::holds) ++found;
      if (walks.go(set_up, seed, depth - 1, steps).verdict != Verdict::holds) ++with_a_fall_less;
    }
    std::size_t promised = seeds / threads;
    for (std::size_t fall = 1; fall < depth; ++fall) promised /= steps;
    QVERIFY2(found >= promised, qPrintable(QStringLiteral("%1 of %2 promised").arg(found).arg(promised)));
    QCOMPARE(with_a_fall_less, std::size_t{0});
  }
};

QTEST_APPLESS_MAIN(TestPriorityWalk)
#include "tst_priority_walk.moc"
