#include <QTest>
#include <algorithm>

#include "model/columns.h"
#include "model/dice.h"
#include "model/series.h"

using model::Column;
using model::Series;
using model::SeriesHistory;
using trace::Time;

namespace {

/// What query() promises, point by point.
std::vector<Column> painted(const Series& series, Time from, Time to, int columns) {
  std::vector<model::Point> points;
  for (std::size_t i = series.points.begin(); i < series.points.end(); ++i) {
    const model::Point& point = series.points[i];
    if (point.at < from) points = {{from, point.value}};
    if (point.at >= from && point.at < to) points.push_back(point);
  }
  const model::Columns pixels(from, to, columns);
  const bool as_they_are = points.size() <= static_cast<std::size_t>(columns);
  std::vector<Column> found;
  int last = -1;
  for (const model::Point& point : points) {
    const int pixel = pixels.at(point.at);
    if (as_they_are || pixel != last) found.push_back({point.at, point.value, point.value, point.value});
    last = pixel;
    Column& column = found.back();
    column.least = std::min(column.least, point.value);
    column.greatest = std::max(column.greatest, point.value);
    column.last = point.value;
  }
  return found;
}

void compare(const std::vector<Column>& actual, const std::vector<Column>& expected) {
  QCOMPARE(actual.size(), expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    QCOMPARE(actual[i].at, expected[i].at);
    QCOMPARE(actual[i].least, expected[i].least);
    QCOMPARE(actual[i].greatest, expected[i].greatest);
    QCOMPARE(actual[i].last, expected[i].last);
  }
}

}  // namespace

class TestSeries : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void begins_with_the_initial_value() {
    const Series series = SeriesHistory({3}, Time(50), 7).view("door");
    QCOMPARE(series.object.value, 3U);
    QCOMPARE(series.name, std::string("door"));
    QCOMPARE(series.points.size(), std::size_t{1});
    QCOMPARE(series.points.front().value, std::int64_t{7});
    QCOMPARE(series.points.front().at, Time(50));
  }

  void a_value_that_stays_is_no_new_point() {
    SeriesHistory history({1}, Time(0), 7);
    history.append(Time(5), 7);
    history.append(Time(6), 8);
    QCOMPARE(history.size(), std::size_t{2});
  }

  void a_clock_that_goes_back_is_moved_forward() {
    SeriesHistory history({1}, Time(0), 0);
    history.append(Time(9), 1);
    history.append(Time(5), 2);
    QCOMPARE(history.view("").points.back().at, Time(9));
  }

  void a_late_value_is_a_peak_and_not_in_force() {
    SeriesHistory history({1}, Time(0), 0);
    history.append(Time(9), 1);
    history.append_late(Time(8), 5);
    const Series series = history.view("");
    QCOMPARE(series.points.back().value, std::int64_t{1});
    QCOMPARE(series.query(Time(0), Time(20), 1).front().greatest, std::int64_t{5});
  }

  void few_points_are_returned_as_they_are() {
    SeriesHistory history({1}, Time(0), 4);
    history.append(Time(50), 6);
    history.append(Time(51), 5);
    const auto found = history.view("").query(Time(10), Time(100), 3);
    compare(found, {{Time(10), 4, 4, 4}, {Time(50), 6, 6, 6}, {Time(51), 5, 5, 5}});
  }

  void what_cannot_be_asked_gives_nothing() {
    const Series series = SeriesHistory({1}, Time(50), 7).view("");
    QVERIFY(series.query(Time(0), Time(100), 0).empty());
    QVERIFY(series.query(Time(100), Time(100), 5).empty());
    QVERIFY(series.query(Time(0), Time(50), 5).empty());
    QVERIFY(Series{}.query(Time(0), Time(50), 5).empty());
    QVERIFY(Series{}.rate(Time(0), Time(50), 5).empty());
  }

  void no_peak_is_lost() {
    tests::Dice dice;
    for (int round = 0; round < 200; ++round) {
      SeriesHistory history({1}, Time(dice.roll(0, 100)), 0);
      Time at(100);
      for (int i = static_cast<int>(dice.roll(0, 3000)); i > 0; --i) {
        at += Time(dice.roll(0, 20) == 0 ? dice.roll(0, 2000) : dice.roll(0, 5));
        history.append(at, dice.roll(-50, 50));
      }
      if (dice.roll(0, 2) == 0) history.drop_front(static_cast<std::size_t>(dice.roll(0, 1000)));
      const Series series = history.view("");
      const Time from(dice.roll(0, at.count()));
      const Time to = from + Time(dice.roll(1, at.count()));
      const int columns = static_cast<int>(dice.roll(1, 60));
      const auto found = series.query(from, to, columns);
      QVERIFY(found.size() <= static_cast<std::size_t>(columns));
      compare(found, painted(series, from, to, columns));
      if (QTest::currentTestFailed()) return;
    }
  }

  void the_rate_of_a_steady_counter_is_steady() {
    SeriesHistory history({1}, Time(0), 0);
    for (int i = 1; i <= 1000; ++i) history.append(std::chrono::milliseconds(i), i);
    const auto rates = history.view("").rate(Time(0), std::chrono::seconds(1), 10);
    QCOMPARE(rates.size(), std::size_t{10});
    for (const auto& [at, rate] : rates) QCOMPARE(rate, 1000.0);
    QCOMPARE(rates.back().first, Time(std::chrono::seconds(1)));
  }

  void the_rate_after_the_last_point_is_zero() {
    SeriesHistory history({1}, Time(0), 0);
    history.append(std::chrono::milliseconds(100), 50);
    const auto rates = history.view("").rate(Time(0), std::chrono::seconds(1), 2);
    QCOMPARE(rates[0].second, 100.0);
    QCOMPARE(rates[1].second, 0.0);
  }
};

QTEST_APPLESS_MAIN(TestSeries)
#include "tst_series.moc"
