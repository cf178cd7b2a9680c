#include <QtTest>
#include <memory>
#include <utility>

#include "threading/lifo_queue.h"
#include "threading/producers_consumers.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;

class TestLifoQueue : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void last_in_first_out() {
    LifoQueue<int> queue;
    for (const int item : {1, 2, 3}) queue.put(item);
    QCOMPARE(queue.get(), 3);
    queue.put(4);
    for (const int item : {4, 2, 1}) QCOMPARE(queue.get(), item);
    QVERIFY(queue.empty());
  }

  void it_is_a_queue_with_bounds_and_tasks() {
    LifoQueue<int> stack(2);
    Queue<int>& queue = stack;
    queue.put(1);
    queue.put(2);
    QVERIFY(queue.full());
    QVERIFY_THROWS_EXCEPTION(Full, queue.put_nowait(3));
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.put(3, -1s));
    QCOMPARE(queue.get(), 2);
    QCOMPARE(queue.get(1s), 1);
    QVERIFY_THROWS_EXCEPTION(Empty, queue.get(non_blocking));
    queue.task_done();
    queue.task_done();
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.task_done());
    queue.join();
  }

  void a_blocked_put_goes_through_when_a_get_makes_room() {
    LifoQueue<int> queue(1, "stack");
    queue.put(1);
    Watched watched;
    const Thread putter = watched.start("putter", [&] { queue.put(2); });
    QVERIFY(watched.until_blocked("putter", "stack"));
    QCOMPARE(queue.get(), 1);
    putter.join();
    QCOMPARE(queue.get(), 2);
  }

  void items_need_only_be_movable_and_are_dropped_on_get() {
    LifoQueue<std::unique_ptr<int>> movable(1);
    movable.put(std::make_unique<int>(3));
    auto item = std::make_unique<int>(4);
    QVERIFY_THROWS_EXCEPTION(Full, movable.put_nowait(std::move(item)));
    QCOMPARE(*item, 4);
    QCOMPARE(*movable.get(), 3);
    LifoQueue<std::shared_ptr<int>> shared;
    const auto watched_item = std::make_shared<int>(1);
    shared.put(watched_item);
    shared.get();
    QCOMPARE(watched_item.use_count(), 1);
  }

  void four_producers_and_consumers_pass_every_item_once() {
    LifoQueue<ProducersConsumers::Item> queue(10);
    QVERIFY(ProducersConsumers(queue).every_item_came_once());
    QVERIFY(queue.empty());
  }

  void the_trace_calls_it_a_lifo_queue() {
    Watched watched;
    watched.start("worker", [] { LifoQueue<int>(3, "stack").put(1); }).join();
    QCOMPARE(watched.kinds("stack"), std::vector{trace::EventKind::put});
    QVERIFY(watched.objects().rbegin()->second.kind == trace::ObjectKind::lifo_queue);
  }
};

QTEST_APPLESS_MAIN(TestLifoQueue)
#include "tst_lifo_queue.moc"
