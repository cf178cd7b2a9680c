#include <QTest>

#include "ui/latency_statistics.h"

using namespace std::chrono_literals;
using ui::LatencyStatistics;

class TestLatencyStatistics : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void percentile_is_the_nearest_rank();
  void percentile_of_nothing_is_zero();
  void nothing_measured_reads_zero();
  void worst_is_the_longest_wait_of_the_window();
  void one_late_probe_of_many_does_not_move_the_percentile();
  void a_freeze_weighs_as_long_as_it_lasted();
  void a_probe_under_way_counts_with_its_age();
  void a_probe_under_way_that_is_not_late_does_not_count();
  void old_samples_are_let_go_of();
  void columns_show_a_wait_where_it_began();
  void columns_of_an_empty_range_are_none();
};

void TestLatencyStatistics::percentile_is_the_nearest_rank() {
  const std::vector<std::chrono::nanoseconds> hundred = [] {
    std::vector<std::chrono::nanoseconds> values;
    for (int value = 1; value <= 100; ++value) values.emplace_back(value);
    return values;
  }();
  QCOMPARE(ui::percentile(hundred, 0.99).count(), 99);
  QCOMPARE(ui::percentile(hundred, 0.5).count(), 50);
  QCOMPARE(ui::percentile(hundred, 1.0).count(), 100);
  QCOMPARE(ui::percentile(hundred, 0.0).count(), 1);
}

void TestLatencyStatistics::percentile_of_nothing_is_zero() { QCOMPARE(ui::percentile({}, 0.99).count(), 0); }

void TestLatencyStatistics::nothing_measured_reads_zero() {
  const LatencyStatistics statistics;
  QCOMPARE(statistics.reading(0s).worst.count(), 0);
  QCOMPARE(statistics.reading(0s).percentile99.count(), 0);
}

void TestLatencyStatistics::worst_is_the_longest_wait_of_the_window() {
  LatencyStatistics statistics;
  statistics.add(1s, 9ms);
  statistics.add(2s, 3ms);
  QCOMPARE(statistics.reading(0s).worst, 9ms);
  QCOMPARE(statistics.reading(1500ms).worst, 3ms);
}

void TestLatencyStatistics::one_late_probe_of_many_does_not_move_the_percentile() {
  LatencyStatistics statistics;
  for (int probe = 0; probe < 500; ++probe) statistics.add(10ms * probe, 1ms);
  statistics.add(5s, 9ms);
  QCOMPARE(statistics.reading(0s).percentile99, 1ms);
  QCOMPARE(statistics.reading(0s).worst, 9ms);
}

void TestLatencyStatistics::a_freeze_weighs_as_long_as_it_lasted() {
  LatencyStatistics statistics;
  for (int probe = 0; probe < 300; ++probe) statistics.add(10ms * probe, 0ms);
  statistics.add(5s, 2s);
  // 200 of 500 probes waited or would have: the longest 5 of them are 1 %.
  QVERIFY(statistics.reading(0s).percentile99 >= 1900ms);
}

void TestLatencyStatistics::a_probe_under_way_counts_with_its_age() {
  LatencyStatistics statistics;
  statistics.add(1s, 1ms);
  QCOMPARE(statistics.reading(0s, 700ms).worst, 700ms);
}

void TestLatencyStatistics::a_probe_under_way_that_is_not_late_does_not_count() {
  LatencyStatistics statistics;
  statistics.add(1s, 1ms);
  QCOMPARE(statistics.reading(0s, 8ms).worst, 1ms);
}

void TestLatencyStatistics::old_samples_are_let_go_of() {
  LatencyStatistics statistics(10ms, 1s);
  statistics.add(1s, 9ms);
  statistics.add(3s, 1ms);
  QCOMPARE(statistics.reading(0s).worst, 1ms);
}

void TestLatencyStatistics::columns_show_a_wait_where_it_began() {
  LatencyStatistics statistics(1s, 30s);
  statistics.add(3500ms, 1s);
  const auto columns = statistics.columns(0s, 10s, 10);
  QCOMPARE(columns.size(), 10U);
  QCOMPARE(columns[2], 1s);
  QCOMPARE(columns[3].count(), 0);
}

void TestLatencyStatistics::columns_of_an_empty_range_are_none() {
  const LatencyStatistics statistics;
  QVERIFY(statistics.columns(1s, 1s, 10).empty());
  QVERIFY(statistics.columns(0s, 1s, 0).empty());
}

QTEST_APPLESS_MAIN(TestLatencyStatistics)
#include "tst_latency_statistics.moc"
