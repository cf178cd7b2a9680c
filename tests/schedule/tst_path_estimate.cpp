#include <QtTest>

#include "schedule/counting.h"
#include "schedule/path_estimate.h"
#include "schedule/programs.h"
#include "schedule/replay.h"

using namespace schedule;
using namespace programs;

namespace {

double estimate(const SetUp& set_up) {
  Identities identities;
  Crew crew;
  ControlledRun run(identities, crew, {});
  TolerantReplay replay({});
  PathEstimate path(replay);
  return path.size(run.execute(set_up, path).steps);
}

}  // namespace

class TestPathEstimate : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void is_exact_where_every_path_has_as_many_branches() {
    QCOMPARE(estimate(racing(2, 1)), 4.0);
    QCOMPARE(estimate(racing(3, 1)), 36.0);
    QCOMPARE(estimate(locked(3, 1)), 6.0);
    QCOMPARE(estimate(adding(5, 1)), 120.0);
    QCOMPARE(estimate(adding_to_two(4)), 576.0);
  }

  void threads_that_have_nothing_to_do_with_each_other_have_one_execution() {
    QCOMPARE(estimate([](Program& program) {
               auto& first = program.make<Shared<int>>(0, "first");
               auto& second = program.make<Shared<int>>(0, "second");
               program.thread([&] { first.fetch_add(1); });
               program.thread([&] { second.fetch_add(1); });
             }),
             1.0);
  }

  /// 34, 90 and 28 it would be.
  void elsewhere_it_is_of_the_right_size() {
    QCOMPARE(estimate(racing(2, 2)), 16.0);
    QCOMPARE(estimate(locked(3, 2)), 36.0);
    const double of_buffer = estimate(buffer(Waiting::in_a_loop));
    QVERIFY2(of_buffer >= 28.0 / 4 && of_buffer <= 28.0 * 4, std::to_string(of_buffer).c_str());
  }
};

QTEST_APPLESS_MAIN(TestPathEstimate)
#include "tst_path_estimate.moc"
