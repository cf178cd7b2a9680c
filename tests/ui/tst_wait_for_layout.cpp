#include <QTest>

#include "story.h"
#include "ui/wait_for_layout.h"

namespace {

const ui::NodeSizes sizes{{110, 26}, {28, 22}, {90, 28}};
const QRectF area(0, 0, 600, 260);

std::vector<trace::ThreadId> threads(std::uint32_t count) {
  std::vector<trace::ThreadId> ids;
  for (std::uint32_t i = 1; i <= count; ++i) ids.push_back({i});
  return ids;
}

std::vector<trace::ObjectId> objects(std::uint32_t count) {
  std::vector<trace::ObjectId> ids;
  for (std::uint32_t i = 1; i <= count; ++i) ids.push_back({i});
  return ids;
}

}  // namespace

class TestWaitForLayout : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void edges_of_a_deadlock_are_a_cycle() {
    Deadlock deadlock;
    const auto edges = ui::waitEdges(*deadlock.story.snapshot());
    QCOMPARE(edges.size(), std::size_t{4});
    for (const auto& edge : edges) QVERIFY(edge.stuck);
    QCOMPARE(std::count_if(edges.begin(), edges.end(),
                           [](const auto& edge) { return edge.kind == ui::WaitEdge::Kind::holding; }),
             2);
  }

  void holder_of_many_waits_is_named_once() {
    Story story;
    const auto lock = story.object(trace::ObjectKind::lock, "till");
    const auto holder = story.thread("holder");
    story.acquires(holder, lock);
    story.waits(story.thread("one"), lock, holder);
    story.waits(story.thread("two"), lock, holder);
    const auto edges = ui::waitEdges(*story.snapshot());
    QCOMPARE(edges.size(), std::size_t{3});
    for (const auto& edge : edges) QVERIFY(!edge.stuck);
  }

  void two_and_two_stand_in_a_diamond() {
    const auto layout = ui::layOut(threads(2), objects(2), {}, area, sizes);
    QVERIFY(layout.threads.at({1}).center().x() < layout.objects.at({1}).center().x());
    QVERIFY(layout.objects.at({1}).center().x() < layout.threads.at({2}).center().x());
    QVERIFY(layout.objects.at({1}).bottom() < layout.objects.at({2}).top());
  }

  void objects_stand_near_the_threads_that_want_them() {
    using Kind = ui::WaitEdge::Kind;
    // Each thread waits for the object that the order of ids would put on the far side.
    const std::vector<ui::WaitEdge> edges{{Kind::waiting, {1}, {3}, {}, false, false},
                                          {Kind::waiting, {3}, {1}, {}, false, false}};
    const auto layout = ui::layOut(threads(4), objects(4), edges, area, sizes);
    QVERIFY(layout.objects.at({3}).center().y() < area.center().y());
    QVERIFY(layout.objects.at({1}).center().y() > area.center().y());
  }

  void waiting_for_the_end_of_a_thread_is_an_arrow_to_it() {
    Story story;
    const auto main = story.thread("main");
    const auto worker = story.thread("worker-1");
    story.waits(main, story.object(trace::ObjectKind::thread, "worker-1"), worker);
    const auto edges = ui::waitEdges(*story.snapshot());
    QCOMPARE(edges.size(), std::size_t{1});
    QCOMPARE(edges[0].kind, ui::WaitEdge::Kind::joining);
    QCOMPARE(edges[0].peer, worker);
  }

  void one_object_stands_in_the_middle_of_its_waiters() {
    const auto layout = ui::layOut(threads(8), objects(1), {}, area, sizes);
    QCOMPARE(layout.objects.at({1}).center(), area.center());
    for (const auto& [thread, box] : layout.threads) QVERIFY(!box.intersects(layout.objects.at({1})));
  }

  void nodes_stay_within_the_area_without_overlap() {
    for (std::uint32_t count = 1; count <= 16; ++count) {
      const auto layout = ui::layOut(threads(count), objects(1), {}, area, sizes);
      for (const auto& [thread, box] : layout.threads) {
        QVERIFY(area.adjusted(-0.1, -0.1, 0.1, 0.1).contains(box));
        for (const auto& [other, otherBox] : layout.threads) QVERIFY(thread == other || !box.intersects(otherBox));
      }
    }
  }

  void crowd_is_shown_by_letters() {
    QVERIFY(!ui::layOut(threads(4), objects(4), {}, area, sizes).letters_only);
    QVERIFY(ui::layOut(threads(32), objects(1), {}, area, sizes).letters_only);
  }

  void same_nodes_stand_at_the_same_places() {
    const auto one = ui::layOut(threads(5), objects(5), {}, area, sizes);
    const auto other = ui::layOut(threads(5), objects(5), {}, area, sizes);
    QCOMPARE(one.threads, other.threads);
    QCOMPARE(one.objects, other.objects);
  }

  void no_nodes_and_no_room_are_survived() {
    QVERIFY(ui::layOut({}, {}, {}, area, sizes).threads.empty());
    QCOMPARE(ui::layOut(threads(3), objects(2), {}, QRectF(), sizes).threads.size(), std::size_t{3});
  }

  void arrow_runs_from_edge_to_edge() {
    const QLineF line =
        ui::arrow(QRectF(0, 0, 20, 10), ui::Outline::box, QRectF(100, 0, 40, 10), ui::Outline::ellipse, 0);
    QCOMPARE(line.p1(), QPointF(20, 5));
    QCOMPARE(line.p2(), QPointF(100, 5));
  }

  void arrows_there_and_back_lie_apart() {
    const QRectF left(0, 0, 20, 10);
    const QRectF right(100, 0, 40, 10);
    const QLineF there = ui::arrow(left, ui::Outline::box, right, ui::Outline::ellipse, 5);
    const QLineF back = ui::arrow(right, ui::Outline::ellipse, left, ui::Outline::box, 5);
    QCOMPARE(std::abs(there.y1() - back.y1()), 10.0);
  }
};

QTEST_APPLESS_MAIN(TestWaitForLayout)
#include "tst_wait_for_layout.moc"
