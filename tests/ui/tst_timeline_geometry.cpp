#include <QtTest>

#include "ui/timeline_geometry.h"

using namespace std::chrono_literals;
using namespace ui::timeline;

namespace {

constexpr Range whole{0s, 10s};

QStringList labels(const Scale& scale) {
  QStringList texts;
  for (const Tick& tick : scale.ticks) texts << tick.label;
  return texts;
}

Rows tenRows() { return {10, 20, 100, 0}; }

}  // namespace

class TimelineGeometryTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_whole_run_is_never_shorter_than_the_shortest_range() {
    QCOMPARE(wholeRun(0ns).length(), shortest);
    QCOMPARE(wholeRun(3s).length(), Time(3s));
  }

  void a_growing_run_gets_a_round_axis_with_little_room() {
    QCOMPARE(roomFor(0ns).end, Time(10ms));
    QCOMPARE(roomFor(1s).end, Time(1s));
    QCOMPARE(roomFor(1001ms).end, Time(1250ms));
    QCOMPARE(roomFor(8500ms).end, Time(10s));
    for (Time now = 10ms; now < 100s; now += now / 7) {
      QVERIFY(roomFor(now).end >= now);
      QVERIFY(roomFor(now).end <= now * 13 / 10);
    }
  }

  void a_range_is_moved_into_the_run() {
    QCOMPARE(limited({-2s, 1s}, whole), (Range{0s, 3s}));
    QCOMPARE(limited({9s, 12s}, whole), (Range{7s, 10s}));
    QCOMPARE(limited({-5s, 50s}, whole), whole);
  }

  void a_range_is_never_shorter_than_the_shortest() { QCOMPARE(limited({5s, 5s + 1ns}, whole).length(), shortest); }

  void zooming_keeps_the_moment_under_the_pointer() {
    const Range before{2s, 6s};
    for (const double factor : {0.8, 1.25, 3.0, 1000.0}) {
      const Range after = zoomed(before, 3s, factor, whole);
      const Axis old{before, 0, 1000};
      const Axis now{after, 0, 1000};
      QVERIFY(std::abs(old.x(3s) - now.x(3s)) < 0.001);
    }
  }

  void zooming_ends_at_the_shortest_and_at_the_whole_run() {
    QCOMPARE(zoomed({2s, 6s}, 3s, 1e12, whole).length(), shortest);
    QCOMPARE(zoomed({2s, 6s}, 3s, 1e-12, whole), whole);
  }

  void panning_stops_at_both_ends() {
    QCOMPARE(panned({2s, 4s}, 1s, whole), (Range{3s, 5s}));
    QCOMPARE(panned({2s, 4s}, -7s, whole), (Range{0s, 2s}));
    QCOMPARE(panned({2s, 4s}, 7s, whole), (Range{8s, 10s}));
  }

  void framing_leaves_a_margin_on_both_sides() {
    QCOMPARE(framing({4s, 5s}, whole), (Range{3875ms, 5125ms}));
    const Range tiny = framing({4s, 4s + 2ns}, whole);
    QCOMPARE(tiny.length(), shortest);
    QVERIFY(tiny.contains(4s));
  }

  void revealing_moves_only_as_far_as_needed() {
    QCOMPARE(revealing({2s, 4s}, 3s, whole), (Range{2s, 4s}));
    QCOMPARE(revealing({2s, 4s}, 5s, whole), (Range{3200ms, 5200ms}));
    QCOMPARE(revealing({2s, 4s}, 1s, whole), (Range{800ms, 2800ms}));
  }

  void time_and_pixels_convert_both_ways() {
    const Axis axis{{1s, 2s}, 100, 1000};
    QCOMPARE(axis.x(1s), 100.0);
    QCOMPARE(axis.x(1500ms), 600.0);
    QCOMPARE(axis.at(600), Time(1500ms));
    QCOMPARE(axis.across(10), Time(10ms));
  }

  void snapped_ranges_differ_by_whole_pixels() {
    const Range first = snapped({1'234'567'891ns, 2'234'567'891ns}, 777);
    const Range second = snapped({1'244'444'444ns, 2'244'444'444ns}, 777);
    QVERIFY(first.begin >= 1'234'567'891ns);
    QVERIFY(first.begin - 1'234'567'891ns <= Time(1s) / 777 + 1ns);
    QVERIFY(shiftBetween(first, second, 777).has_value());
    QCOMPARE(first.length(), Time(1s));
  }

  void a_picture_is_reused_only_for_whole_pixels_that_leave_something() {
    QCOMPARE(shiftBetween({0s, 1s}, {10ms, 1010ms}, 100), std::optional(1));
    QCOMPARE(shiftBetween({10ms, 1010ms}, {0s, 1s}, 100), std::optional(-1));
    QCOMPARE(shiftBetween({0s, 1s}, {5ms, 1005ms}, 100), std::nullopt);
    QCOMPARE(shiftBetween({0s, 1s}, {1s, 2s}, 100), std::nullopt);
    QCOMPARE(shiftBetween({0s, 1s}, {0s, 2s}, 100), std::nullopt);
  }

  void only_new_columns_are_painted() {
    using Strips = std::vector<Strip>;
    QCOMPARE(stripsToPaint(0, 100, 100), Strips{});
    QCOMPARE(stripsToPaint(3, 100, 100), (Strips{{97, 100}}));
    QCOMPARE(stripsToPaint(3, 90, 100), (Strips{{90, 100}}));
    QCOMPARE(stripsToPaint(-3, 100, 100), (Strips{{0, 3}}));
    QCOMPARE(stripsToPaint(-3, 90, 100), (Strips{{0, 3}, {90, 100}}));
    QCOMPARE(stripsToPaint(-30, 10, 100), (Strips{{0, 30}, {30, 100}}));
    QCOMPARE(stripsToPaint(0, -1, 100), (Strips{{0, 100}}));
  }

  void steps_are_one_two_or_five() {
    QCOMPARE(niceStep({{0s, 1s}, 0, 1000}, 100), Time(100ms));
    QCOMPARE(niceStep({{0s, 1s}, 0, 1000}, 101), Time(200ms));
    QCOMPARE(niceStep({{0s, 1s}, 0, 1000}, 300), Time(500ms));
    QCOMPARE(niceStep({{0s, 1s}, 0, 1000}, 600), Time(1s));
    QCOMPARE(niceStep({{0s, 100ns}, 0, 1000}, 1), Time(1ns));
  }

  void ticks_are_labelled_in_the_unit_that_suits() {
    QCOMPARE(labels(scale({{0s, 1s}, 0, 500}, 200)), (QStringList{"0.0 s", "0.5 s", "1.0 s"}));
    QCOMPARE(labels(scale({{0s, 900us}, 0, 500}, 200)), (QStringList{"0 \u00b5s", "500 \u00b5s"}));
    QCOMPARE(labels(scale({{0s, 100ns}, 0, 500}, 200)), (QStringList{"0 ns", "50 ns", "100 ns"}));
    QCOMPARE(labels(scale({{2100ms, 4s}, 0, 500}, 200)), (QStringList{"3 s", "4 s"}));
  }

  void far_into_a_run_ticks_are_told_from_a_base() {
    const Scale far = scale({{1'234'567'812ns, 1'234'567'912ns}, 0, 500}, 200);
    QVERIFY(far.relative());
    QCOMPARE(far.base, Time(1'234'567'500ns));
    QCOMPARE(labels(far), (QStringList{"+350 ns", "+400 ns"}));
    QCOMPARE(label(far.base, far.base, far.step * 10), QStringLiteral("1.2345675 s"));
  }

  void ticks_lie_within_the_range_and_apart() {
    for (Time length = shortest; length < 1000s; length = length * 17 / 10) {
      const Axis axis{{3s, 3s + length}, 0, 800};
      const Scale marks = scale(axis, 80);
      QVERIFY(!marks.ticks.empty());
      QVERIFY(marks.ticks.size() <= 11);
      QVERIFY(marks.ticks.front().at >= 3s && marks.ticks.back().at <= 3s + length);
    }
  }

  void lanes_are_found_by_their_height() {
    QCOMPARE(tenRows().at(0), 0);
    QCOMPARE(tenRows().at(19), 0);
    QCOMPARE(tenRows().at(20), 1);
    QCOMPARE(tenRows().scrolledTo(50).at(0), 2);
    QCOMPARE(tenRows().at(-1), -1);
    QCOMPARE(tenRows().at(100), -1);
    QCOMPARE((Rows{2, 20, 100, 0}.at(45)), -1);
  }

  void only_lanes_in_sight_are_visible() {
    const Rows rows = tenRows().scrolledTo(50);
    QCOMPARE(rows.firstVisible(), 2);
    QCOMPARE(rows.endVisible(), 8);
    QCOMPARE((Rows{2, 20, 100, 0}.endVisible()), 2);
  }

  void scrolling_stops_at_both_ends() {
    QCOMPARE(tenRows().scrolledTo(-5).scroll, 0);
    QCOMPARE(tenRows().scrolledTo(500).scroll, 100);
    QCOMPARE((Rows{2, 20, 100, 0}.scrolledTo(30).scroll), 0);
  }

  void a_lane_is_revealed_by_the_least_scrolling() {
    QCOMPARE(tenRows().revealing(3).scroll, 0);
    QCOMPARE(tenRows().revealing(5).scroll, 20);
    QCOMPARE(tenRows().scrolledTo(100).revealing(4).scroll, 80);
  }

  void lanes_are_as_high_as_the_room_allows() {
    QCOMPARE(rowHeight(100, 64, 15), 19);
    QCOMPARE(rowHeight(100, 4, 15), 25);
    QCOMPARE(rowHeight(1000, 2, 15), 34);
  }

  void the_parts_of_the_canvas_cover_it_without_overlap() {
    for (const QSize size : {QSize(1280, 300), QSize(200, 100), QSize(40, 20), QSize(0, 0)}) {
      const Layout layout = layOut(size, 15, 90);
      QCOMPARE(layout.names.right() + 1, layout.plot.left());
      QCOMPARE(layout.axis.bottom() + 1, layout.plot.top());
      QCOMPARE(layout.plot.bottom() + 1, layout.sentence.top());
      QCOMPARE(layout.axis.left(), layout.plot.left());
      QVERIFY(layout.names.width() <= size.width() * 2 / 5);
      QVERIFY(layout.plot.height() >= 0);
    }
  }
};

QTEST_APPLESS_MAIN(TimelineGeometryTest)
#include "tst_timeline_geometry.moc"
