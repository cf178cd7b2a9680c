#include <QtTest>

#include "schedule/minimise.h"
#include "schedule/programs.h"
#include "schedule/random_walk.h"

using namespace schedule;
using namespace std::chrono_literals;

namespace {

/// Fails if the reader comes between two of the writer's five stores.
void torn(Program& program) {
  auto& first = program.make<threading::Shared<int>>(0, "first");
  auto& second = program.make<threading::Shared<int>>(0, "second");
  auto& apart = program.make<threading::Shared<int>>(0, "apart");
  program.thread("writer", [&] {
    for (int i = 1; i <= 3; ++i) first.store(i), second.store(i);
  });
  program.thread("reader", [&] {
    const int one = first.load();
    check(one == second.load(), "both are the same");
  });
  program.thread("other", [&] {
    for (int i = 0; i < 4; ++i) apart.fetch_add(1);
  });
}

/// What is left of each failure that `walks` random walks find.
std::vector<Failing> shortest_failures(const SetUp& set_up, std::uint64_t walks, std::chrono::seconds within) {
  Identities identities;
  Crew crew;
  ControlledRun run(identities, crew, {});
  std::vector<Failing> shortest;
  for (std::uint64_t seed = 0; seed < walks; ++seed) {
    RandomWalk walk(seed, 1.0);
    const Execution found = run.execute(set_up, walk);
    if (found.failed()) shortest.push_back(minimise(run, set_up, found, fails_like(found), {.budget = within}));
  }
  return shortest;
}

}  // namespace

class TestMinimise : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_failure_is_left_with_what_it_needs() {
    const std::vector<Failing> failures = shortest_failures(torn, 100, 60s);
    QVERIFY(failures.size() > 10);
    for (const Failing& shortest : failures) {
      QCOMPARE(shortest.execution.verdict, Verdict::fails);
      QCOMPARE(shortest.pre_emptions, std::size_t{1});
      QCOMPARE(shortest.execution.steps.size(), std::size_t{3});
    }
  }

  /// A search below the first bounds would take years.
  void what_one_thread_does_is_joined_where_that_needs_fewer_pre_emptions() {
    constexpr int threads = 4;
    constexpr int times = 8;
    const SetUp set_up = [](Program& program) {
      auto& counter = program.make<threading::Shared<int>>(0, "counter");
      for (int i = 0; i < threads; ++i) {
        program.thread([&] {
          for (int k = 0; k < times; ++k) counter.store(counter.load() + 1);
        });
      }
      program.at_end([&] { check(counter.load() > 12, "few are lost"); });
    };
    const std::vector<Failing> failures = shortest_failures(set_up, 20, 2s);
    QVERIFY(!failures.empty());
    for (const Failing& shortest : failures) QCOMPARE(shortest.pre_emptions, std::size_t{1});
  }

  void it_ends_with_what_it_has_when_it_is_not_wanted_any_more() {
    Identities identities;
    Crew crew;
    ControlledRun run(identities, crew, {});
    RandomWalk walk(1, 1.0);
    Execution found;
    while (!found.failed()) found = run.execute(torn, walk);
    int asked = 0;
    const auto refuses = [&] { return ++asked < 0; };
    const Failing left = minimise(run, torn, found, fails_like(found), {.budget = 60s, .go_on = refuses});
    QVERIFY(left.execution.failed());
    QVERIFY2(asked > 0 && asked < 10, qPrintable(QString::number(asked)));
  }

  void an_execution_that_needs_nothing_stays_as_it_is() {
    Identities identities;
    Crew crew;
    ControlledRun run(identities, crew, {});
    const SetUp set_up = [](Program& program) { program.thread([] { check(false, "never"); }); };
    RandomWalk walk(1, 1.0);
    const Execution found = run.execute(set_up, walk);
    const Failing shortest = minimise(run, set_up, found, fails_like(found), {.budget = 1s});
    QCOMPARE(shortest.pre_emptions, std::size_t{0});
    QCOMPARE(shortest.execution.steps.size(), found.steps.size());
  }

  void of_a_deadlock_what_led_to_it_matters() {
    Identities identities;
    Crew crew;
    ControlledRun run(identities, crew, {});
    const SetUp set_up = [](Program& program) {
      auto& apart = program.make<threading::Shared<int>>(0, "apart");
      program.thread("apart", [&] { apart.store(1); });
      programs::opposite_order(program);
    };
    RandomWalk walk(1, 1.0);
    Execution execution;
    while (execution.verdict != Verdict::deadlocks) execution = run.execute(set_up, walk);
    const std::vector<bool> matter = matters(execution, identities);
    for (std::size_t i = 0; i < matter.size(); ++i) {
      QCOMPARE(static_cast<bool>(matter[i]), identities[execution.steps[i].thread].name != "apart");
    }
  }
};

QTEST_APPLESS_MAIN(TestMinimise)
#include "tst_minimise.moc"
