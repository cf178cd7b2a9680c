#include <QTest>

#include "ui/chart_geometry.h"
#include "ui/timeline_geometry.h"

using namespace std::chrono_literals;
using ui::TimeWindow;
using Follow = ui::TimeWindow::Follow;

class TestChartGeometry : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void fitted_window_grows_with_the_run() {
    const TimeWindow window = ui::advanced({}, 5s);
    QCOMPARE(window.from, trace::Time(0s));
    QCOMPARE(window.to, trace::Time(5s));
  }

  void window_at_the_end_moves_along_with_its_width() {
    const TimeWindow window = ui::advanced(ui::chosen(4s, 5s, 5s), 7s);
    QCOMPARE(window.from, trace::Time(6s));
    QCOMPARE(window.to, trace::Time(7s));
  }

  void window_in_the_past_stays() {
    const TimeWindow window = ui::advanced(ui::chosen(1s, 2s, 5s), 7s);
    QCOMPARE(window.follow, Follow::nothing);
    QCOMPARE(window.from, trace::Time(1s));
  }

  void window_beyond_the_run_is_moved_back() {
    const TimeWindow before = ui::chosen(-2s, -1s, 5s);
    QCOMPARE(before.from, trace::Time(0s));
    QCOMPARE(before.to, trace::Time(1s));
    const TimeWindow after = ui::chosen(6s, 8s, 5s);
    QCOMPARE(after.from, trace::Time(3s));
    QCOMPARE(after.follow, Follow::newest);
  }

  void window_wider_than_the_run_is_the_whole() { QCOMPARE(ui::chosen(-1s, 9s, 5s).follow, Follow::whole); }

  void no_peak_is_lost_in_a_column() {
    const auto points = ui::corners({{1s, 2, 9, 4}}, 2s);
    QCOMPARE(points.size(), std::size_t{4});
    QCOMPARE(points[1].value, 9.0);
    QCOMPARE(points[2].value, 4.0);
    QCOMPARE(points[3].seconds, 2.0);
  }

  void no_columns_give_no_corners() { QVERIFY(ui::corners({}, 2s).empty()); }

  void rate_windows_stay_where_they_are_while_the_range_moves() {
    const ui::RateWindows one = ui::rateWindows(0s, 10s, 100);
    QCOMPARE(one.count, 100);
    const ui::RateWindows moved = ui::rateWindows(30ms, 10s + 30ms, 100);
    QCOMPARE(moved.from, one.from);
    QCOMPARE(moved.to, one.to);
    QCOMPARE(ui::rateWindows(1s, 1s, 10).count, 0);
    QCOMPARE(ui::rateWindows(0s, 1s, 0).count, 0);
  }

  void value_is_that_of_the_step_in_force() {
    const std::vector<ui::ChartPoint> points{{1, 10}, {2, 20}};
    QCOMPARE(ui::valueAt(points, 0.5), 10.0);
    QCOMPARE(ui::valueAt(points, 1.5), 10.0);
    QCOMPARE(ui::valueAt(points, 2.0), 20.0);
  }

  void a_straight_line_has_what_lies_between() {
    const std::vector<ui::ChartPoint> points{{1, 10}, {2, 20}};
    QCOMPARE(ui::valueBetween(points, 0.5), 10.0);
    QCOMPARE(ui::valueBetween(points, 1.5), 15.0);
    QCOMPARE(ui::valueBetween(points, 2.0), 20.0);
    QCOMPARE(ui::valueBetween(points, 3.0), 20.0);
  }

  void steps_are_round() {
    QCOMPARE(ui::roundStep(1), 1.0);
    QCOMPARE(ui::roundStep(1.1), 2.0);
    QCOMPARE(ui::roundStep(30), 50.0);
    QCOMPARE(ui::roundStep(60), 100.0);
  }

  void numbers_are_short_and_alike_along_an_axis() {
    QCOMPARE(ui::axisLabel(0.1 + 0.2, ui::valueUnit({}, 1)), QStringLiteral("0.3"));
    QCOMPARE(ui::axisLabel(1200, ui::valueUnit({}, 9'999)), QStringLiteral("1,200"));
    const ui::AxisUnit thousands = ui::valueUnit(QStringLiteral("items"), 12'500);
    QCOMPARE(ui::axisLabel(12'500, thousands), QStringLiteral("12.5 k"));
    QCOMPARE(ui::axisLabel(5'000, thousands), QStringLiteral("5 k"));
    QCOMPARE(ui::axisLabel(0, thousands), QStringLiteral("0"));
    QCOMPARE(ui::axisLabel(3e6, ui::valueUnit({}, 3e6)), QStringLiteral("3 M"));
    QCOMPARE(ui::axisLabel(-2e9, ui::valueUnit({}, 3e9)), QStringLiteral("-2 G"));
  }

  void values_that_are_times_are_told_in_the_unit_that_suits() {
    const QString microseconds = QStringLiteral("µs");
    QCOMPARE(ui::axisLabel(2e6, ui::valueUnit(microseconds, 2e6)), QStringLiteral("2 s"));
    QCOMPARE(ui::axisLabel(500, ui::valueUnit(microseconds, 20'000)), QStringLiteral("0.5 ms"));
    QCOMPARE(ui::axisLabel(20, ui::valueUnit(QStringLiteral("ms"), 40)), QStringLiteral("20 ms"));
    QCOMPARE(ui::axisLabel(0.5, ui::valueUnit(QStringLiteral("ms"), 0.5)), QStringLiteral("500 µs"));
    QCOMPARE(ui::axisLabel(1, ui::valueUnit(QStringLiteral("s"), 1)), QStringLiteral("1 s"));
    QVERIFY(!ui::isTime(QStringLiteral("items")));
  }

  void time_is_told_in_the_unit_that_suits() {
    QCOMPARE(ui::timeUnit(5s).name, QStringLiteral("s"));
    QCOMPARE(ui::timeUnit(500ms).name, QStringLiteral("ms"));
    QCOMPARE(ui::timeUnit(500us).name, QStringLiteral("µs"));
  }

  void a_chart_and_the_timeline_tell_the_same_time_in_the_same_unit() {
    for (const trace::Time time : {trace::Time(999us), trace::Time(1ms), trace::Time(999ms), trace::Time(1s)}) {
      const QString label = ui::timeline::label(time, time, time);
      QVERIFY2(label.endsWith(QLatin1Char(' ') + ui::timeUnit(time).name), qPrintable(label));
    }
  }
};

QTEST_APPLESS_MAIN(TestChartGeometry)
#include "tst_chart_geometry.moc"
