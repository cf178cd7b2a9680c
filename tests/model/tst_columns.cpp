#include <QTest>

#include "model/columns.h"
#include "model/dice.h"

using model::Columns;
using trace::Time;

class TestColumns : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_last_edge_is_the_end() {
    const Columns columns(Time(10), Time(110), 7);
    QCOMPARE(columns.edge(0), Time(10));
    QCOMPARE(columns.edge(7), Time(110));
  }

  void years_of_nanoseconds_do_not_overflow() {
    const Time end(std::int64_t{1} << 61);
    const Columns columns(Time(0), end, 100'000);
    QCOMPARE(columns.edge(100'000), end);
    QCOMPARE(columns.edge(50'000), end / 2);
    QCOMPARE(columns.at(end - Time(1)), 99'999);
  }

  void every_moment_is_in_the_column_that_contains_it() {
    tests::Dice dice;
    for (int round = 0; round < 2000; ++round) {
      const Time from(dice.roll(-1000, 1'000'000'000));
      const Time to = from + Time(dice.roll(1, dice.roll(0, 1) == 0 ? 100 : 10'000'000'000));
      const int count = static_cast<int>(dice.roll(1, 300));
      const Columns columns(from, to, count);
      const Time at(dice.roll(from.count(), to.count() - 1));
      const int column = columns.at(at);
      QVERIFY(columns.edge(column) <= at);
      QVERIFY(at < columns.edge(column + 1));
    }
  }
};

QTEST_APPLESS_MAIN(TestColumns)
#include "tst_columns.moc"
