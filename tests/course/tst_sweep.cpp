#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "course/stage.h"
#include "course/sweep.h"
#include "lesson_fixture.h"
#include "threading/lock.h"

using namespace std::chrono_literals;
using course::Sweep;

namespace {

void counting(course::Stage& stage) {
  stage.gauge("total").set(stage.integer("count") * 10);
  stage.gauge("total").set(stage.integer("count"));
}

void stuck(course::Stage& stage) {
  threading::Lock lock;
  lock.acquire();
  if (stage.integer("count") > 1) lock.acquire();
}

LessonFixture lesson() {
  LessonFixture fixture(counting);
  fixture.entry.lesson.variants.push_back({"stuck", "Stuck", course::Variant::Kind::broken, "", stuck});
  fixture.entry.lesson.claims = {course::never_stuck()};
  return fixture;
}

Sweep sweep(Sweep::Measure measure) {
  return {.title = "Total against count",
          .parameter = "count",
          .measure = measure,
          .gauge = "total",
          .unit = "things",
          .values = {"1", "2", "5"},
          .variants = {"only"}};
}

std::vector<double> medians(const course::SweepCurve& curve) {
  std::vector<double> medians;
  for (const course::SweepPoint& point : curve.lines.front().points) medians.push_back(point.spread()->median);
  return medians;
}

}  // namespace

class TestSweep : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_gauge_is_measured_at_every_value() {
    const LessonFixture fixture = lesson();
    course::SweepOptions options;
    std::vector<std::uint64_t> progress;
    options.on_progress = [&](const auto& curve) { progress.push_back(curve->done); };
    const auto last = course::swept(fixture.entry, sweep(Sweep::Measure::last), fixture.settings(), options);
    QCOMPARE(medians(*last), (std::vector<double>{1, 2, 5}));
    QCOMPARE(last->lines.front().points.front().values.size(), std::size_t{3});
    QCOMPARE(last->done, std::uint64_t{9});
    QCOMPARE(last->wanted, std::uint64_t{9});
    QCOMPARE(progress.size(), std::size_t{9});
    QVERIFY(last->holds());
    const auto greatest = course::swept(fixture.entry, sweep(Sweep::Measure::greatest), fixture.settings(), options);
    QCOMPARE(medians(*greatest), (std::vector<double>{10, 20, 50}));
  }

  void a_speed_up_begins_at_one() {
    const LessonFixture fixture = lesson();
    const auto curve = course::swept(fixture.entry, sweep(Sweep::Measure::speed_up), fixture.settings(), {});
    QCOMPARE(medians(*curve).front(), 1.0);
    for (const double median : medians(*curve)) QVERIFY(median > 0);
  }

  void time_and_throughput_are_those_of_the_same_runs() {
    const LessonFixture fixture = lesson();
    course::SweepOptions options;
    options.repetitions = 1;
    const auto duration = course::swept(fixture.entry, sweep(Sweep::Measure::duration), fixture.settings(), options);
    for (const double median : medians(*duration)) QVERIFY(median > 0 && median < 60);
    const auto rate = course::swept(fixture.entry, sweep(Sweep::Measure::throughput), fixture.settings(), options);
    for (const double median : medians(*rate)) QVERIFY(median > 0);
  }

  void runs_that_do_not_finish_are_counted_and_not_measured() {
    const LessonFixture fixture = lesson();
    course::SweepOptions options;
    options.variants = {"stuck"};
    options.repetitions = 2;
    const auto curve = course::swept(fixture.entry, sweep(Sweep::Measure::duration), fixture.settings(), options);
    QCOMPARE(curve->lines.front().points[0].values.size(), std::size_t{2});
    QVERIFY(!curve->lines.front().points[1].spread());
    QCOMPARE(curve->lines.front().points[1].unfinished, std::size_t{2});
    QCOMPARE(curve->lines.front().points[1].refuted, std::size_t{2});
    QCOMPARE(curve->unfinished(), std::size_t{4});
    QVERIFY(!curve->holds());
    QVERIFY(to_text(*curve).find("not finished: 2; a claim failed: 2") != std::string::npos);
  }

  void what_is_not_wanted_any_more_ends_with_what_is_known() {
    const LessonFixture fixture = lesson();
    course::SweepOptions options;
    int runs = 0;
    options.on_progress = [&](const auto&) { ++runs; };
    options.each.go_on = [&] { return runs < 2; };
    QCOMPARE(course::swept(fixture.entry, sweep(Sweep::Measure::last), fixture.settings(), options)->done,
             std::uint64_t{2});
  }

  void values_are_those_named_or_spread_over_the_range() {
    const Sweep any{.title = "Any", .parameter = "x"};
    QCOMPARE(course::values_of(any, course::integer("x", "X", 0, 10, 3)),
             (std::vector<std::int64_t>{0, 2, 4, 6, 8, 10}));
    QCOMPARE(course::values_of(any, course::integer("x", "X", 1, 3, 1)), (std::vector<std::int64_t>{1, 2, 3}));
    const auto wide = course::values_of(any, course::integer("x", "X", 1, 100'000, 3));
    QCOMPARE(wide, (std::vector<std::int64_t>{1, 10, 100, 1'000, 10'000, 100'000}));
    const Sweep named{.title = "Any", .parameter = "x", .values = {"10ms", "20ms"}};
    QCOMPARE(course::values_of(named, course::duration("x", "X", 0ms, 1s, 1ms)),
             (std::vector<std::int64_t>{10'000'000, 20'000'000}));
  }

  void a_sweep_is_found_by_title_or_number() {
    course::Lesson lesson;
    QVERIFY_THROWS_EXCEPTION(course::BadInput, course::sweep_of(lesson, ""));
    lesson.sweeps = {{.title = "First", .parameter = "x"}, {.title = "Second one", .parameter = "x"}};
    QCOMPARE(course::sweep_of(lesson, "").title, std::string("First"));
    QCOMPARE(course::sweep_of(lesson, "2").title, std::string("Second one"));
    QCOMPARE(course::sweep_of(lesson, "Second").title, std::string("Second one"));
    QVERIFY_THROWS_EXCEPTION(course::BadInput, course::sweep_of(lesson, "3"));
    QVERIFY_THROWS_EXCEPTION(course::BadInput, course::sweep_of(lesson, "Third"));
  }

  void the_report_has_every_point() {
    const LessonFixture fixture = lesson();
    const auto curve = course::swept(fixture.entry, sweep(Sweep::Measure::last), fixture.settings(), {});
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(to_json(*curve))).object();
    QCOMPARE(json["sweep"].toString(), QString("Total against count"));
    QCOMPARE(json["lines"][0]["variant"].toString(), QString("only"));
    QCOMPARE(json["lines"][0]["points"].toArray().size(), 3);
    QCOMPARE(json["lines"][0]["points"][2]["spread"]["median"].toDouble(), 5.0);
    QCOMPARE(json["runs"].toInteger(), 9);
    const std::string text = to_text(*curve);
    QVERIFY2(text.find("    5  5  (5 to 5)\n") != std::string::npos, text.c_str());
    QVERIFY(text.find("things at the end") != std::string::npos);
  }
};

QTEST_APPLESS_MAIN(TestSweep)
#include "tst_sweep.moc"
