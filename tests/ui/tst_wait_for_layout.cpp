#include <QTest>
#include <random>

#include "story.h"
#include "ui/wait_for_layout.h"

namespace {

const ui::NodeSizes sizes{{110, 26}, {28, 22}, {90, 28}, {50, 28}};
const QRectF area(0, 0, 600, 260);

template <class Id>
std::vector<Id> ids(std::uint32_t count) {
  std::vector<Id> all;
  for (std::uint32_t i = 1; i <= count; ++i) all.push_back({i});
  return all;
}

ui::WaitEdge waiting(std::uint32_t thread, std::uint32_t object) {
  return {ui::WaitEdge::Kind::waiting, {thread}, {object}, {}, false, false};
}
ui::WaitEdge holding(std::uint32_t object, std::uint32_t thread) {
  return {ui::WaitEdge::Kind::holding, {thread}, {object}, {}, false, false};
}
ui::WaitEdge joining(std::uint32_t thread, std::uint32_t peer) {
  return {ui::WaitEdge::Kind::joining, {thread}, {}, {peer}, false, false};
}

/// Threads `first` and `first + 1` hold a lock each and want the other's.
std::vector<ui::WaitEdge> ring(std::uint32_t first) {
  return {holding(1, first), waiting(first, 2), holding(2, first + 1), waiting(first + 1, 1)};
}

std::vector<ui::WaitEdge> star(std::uint32_t waiters) {
  std::vector<ui::WaitEdge> edges;
  for (std::uint32_t i = 1; i <= waiters; ++i) edges.push_back(waiting(i, 1));
  return edges;
}

ui::WaitLayout layOut(std::uint32_t threads, std::uint32_t objects, const std::vector<ui::WaitEdge>& edges,
                      const QRectF& room = area) {
  return ui::layOut(ids<trace::ThreadId>(threads), ids<trace::ObjectId>(objects), edges, room, sizes);
}

std::vector<QRectF> boxes(const ui::WaitLayout& layout) {
  std::vector<QRectF> all;
  for (const auto& [thread, box] : layout.threads) all.push_back(box);
  for (const auto& [object, box] : layout.objects) all.push_back(box);
  return all;
}

bool overlap(const ui::WaitLayout& layout) {
  const auto all = boxes(layout);
  for (auto one = all.begin(); one != all.end(); ++one) {
    if (std::any_of(std::next(one), all.end(), [&](const QRectF& other) { return one->intersects(other); }))
      return true;
  }
  return false;
}

bool within(const ui::WaitLayout& layout, const QRectF& room) {
  const auto all = boxes(layout);
  return std::all_of(all.begin(), all.end(),
                     [&](const QRectF& box) { return room.adjusted(-0.1, -0.1, 0.1, 0.1).contains(box); });
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

  void ring_is_a_loop_with_the_threads_left_and_right() {
    const auto layout = layOut(2, 2, ring(1));
    const QPointF left = layout.threads.at({1}).center();
    const QPointF right = layout.threads.at({2}).center();
    const QRectF& above = layout.objects.at({2});
    const QRectF& below = layout.objects.at({1});
    QCOMPARE(left.y(), right.y());
    QVERIFY(left.x() < above.center().x() && above.center().x() < right.x());
    QVERIFY(above.bottom() < left.y() && left.y() < below.top());
  }

  void who_waits_for_a_ring_stands_outside() {
    auto edges = ring(2);
    edges.insert(edges.end(), {joining(1, 2), waiting(4, 1), waiting(5, 2)});
    const auto layout = layOut(5, 2, edges);
    QVERIFY(layout.threads.at({1}).right() < layout.threads.at({2}).left());
    for (const std::uint32_t outside : {4U, 5U}) {
      const QRectF& box = layout.threads.at({outside});
      QVERIFY(box.right() < layout.threads.at({2}).left() || box.left() > layout.threads.at({3}).right());
    }
    QVERIFY(!overlap(layout));
  }

  void parts_stand_side_by_side() {
    auto edges = ring(1);
    edges.push_back(waiting(3, 3));
    const auto layout = layOut(3, 3, edges);
    QVERIFY(layout.threads.at({2}).right() < layout.threads.at({3}).left());
    QVERIFY(layout.threads.at({3}).right() < layout.objects.at({3}).left());
  }

  void waiters_object_and_holder_stand_in_this_order() {
    const auto layout = layOut(4, 1, {holding(1, 1), waiting(2, 1), waiting(3, 1), waiting(4, 1)});
    const QRectF& object = layout.objects.at({1});
    for (const std::uint32_t waiter : {2U, 3U, 4U}) QVERIFY(layout.threads.at({waiter}).right() < object.left());
    QVERIFY(object.right() < layout.threads.at({1}).left());
    QVERIFY(layout.crowds.empty());
  }

  void chain_of_waits_runs_from_left_to_right() {
    const auto layout = layOut(3, 2, {waiting(1, 1), holding(1, 2), waiting(2, 2), holding(2, 3)});
    QVERIFY(layout.threads.at({1}).right() < layout.objects.at({1}).left());
    QVERIFY(layout.objects.at({1}).right() < layout.threads.at({2}).left());
    QVERIFY(layout.threads.at({2}).right() < layout.objects.at({2}).left());
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

  void object_that_nobody_holds_stands_in_the_middle_of_its_waiters() {
    const auto layout = layOut(8, 1, star(8));
    QCOMPARE(layout.objects.at({1}).center(), area.center());
    QVERIFY(!overlap(layout));
  }

  void crowd_wraps_in_a_frame_and_has_one_arrow() {
    const auto layout = layOut(64, 1, star(64));
    QCOMPARE(layout.labels, ui::WaitLabels::letters);
    QVERIFY(!overlap(layout));
    QVERIFY(within(layout, area));
    QCOMPARE(layout.crowds.size(), std::size_t{2});
    std::size_t spokenFor = 0;
    for (const auto& crowd : layout.crowds) {
      for (const auto thread : crowd.threads) QVERIFY(crowd.frame.contains(layout.threads.at(thread)));
      for (std::uint32_t i = 1; i <= 64; ++i) spokenFor += crowd.speaksFor(waiting(i, 1)) ? 1U : 0U;
      QVERIFY(!crowd.speaksFor(waiting(1, 2)));
    }
    QCOMPARE(spokenFor, std::size_t{64});
  }

  void names_give_way_to_letters_where_they_have_no_room() {
    const auto labels = [](double width) { return layOut(2, 2, ring(1), QRectF(0, 0, width, 130)).labels; };
    QCOMPARE(labels(600), ui::WaitLabels::names);
    QCOMPARE(labels(200), ui::WaitLabels::letters);
    QCOMPARE(labels(120), ui::WaitLabels::shortest);
  }

  void nothing_overlaps_whatever_waits_for_what_and_whatever_the_room() {
    std::mt19937 dice(7);
    const auto roll = [&](std::uint32_t sides) { return static_cast<std::uint32_t>(dice() % sides) + 1; };
    for (int i = 0; i < 300; ++i) {
      const std::uint32_t threads = roll(20);
      const std::uint32_t objects = roll(6);
      std::vector<ui::WaitEdge> edges;
      for (std::uint32_t thread = 1; thread <= threads; ++thread) {
        edges.push_back(roll(4) == 1 ? joining(thread, roll(threads)) : waiting(thread, roll(objects)));
      }
      for (std::uint32_t object = 1; object <= objects; ++object) edges.push_back(holding(object, roll(threads)));
      const QRectF room(0, 0, 100 * roll(8), 50 * roll(8));
      const auto layout = layOut(threads, objects, edges, room);
      QCOMPARE(layout.threads.size() + layout.objects.size(), std::size_t{threads} + objects);
      QVERIFY(!overlap(layout));
      QVERIFY(within(layout, QRectF({}, layout.extent.expandedTo(room.size()))));
    }
  }

  void nodes_that_nobody_waits_for_stand_by_themselves() {
    const auto layout = layOut(5, 3, {});
    QCOMPARE(layout.threads.size() + layout.objects.size(), std::size_t{8});
    QVERIFY(!overlap(layout));
  }

  void same_nodes_and_edges_stand_at_the_same_places() {
    const auto one = layOut(5, 2, ring(1));
    const auto other = layOut(5, 2, ring(1));
    QCOMPARE(one.threads, other.threads);
    QCOMPARE(one.objects, other.objects);
  }

  void no_nodes_and_no_room_are_survived() {
    QVERIFY(layOut(0, 0, {}).threads.empty());
    const auto layout = layOut(3, 2, star(3), QRectF());
    QCOMPARE(layout.threads.size(), std::size_t{3});
    QVERIFY(!overlap(layout));
    QVERIFY(layout.extent.height() > 0);
  }

  void arrow_runs_from_edge_to_edge() {
    const QLineF line = ui::arrow(QRectF(0, 0, 20, 10), ui::Outline::box, QRectF(100, 0, 40, 10), ui::Outline::pill, 0);
    QCOMPARE(line.p1(), QPointF(20, 5));
    QCOMPARE(line.p2(), QPointF(100, 5));
  }

  void arrows_there_and_back_lie_apart() {
    const QRectF left(0, 0, 20, 10);
    const QRectF right(100, 0, 40, 10);
    const QLineF there = ui::arrow(left, ui::Outline::box, right, ui::Outline::pill, 5);
    const QLineF back = ui::arrow(right, ui::Outline::pill, left, ui::Outline::box, 5);
    QCOMPARE(std::abs(there.y1() - back.y1()), 10.0);
  }
};

QTEST_APPLESS_MAIN(TestWaitForLayout)
#include "tst_wait_for_layout.moc"
