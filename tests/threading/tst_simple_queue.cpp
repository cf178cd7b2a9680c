#include <QtTest>
#include <memory>
#include <utility>
#include <vector>

#include "threading/producers_consumers.h"
#include "threading/simple_queue.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

template <class Queue>
concept HasTasksOrBounds = requires(Queue queue) {
  queue.task_done();
}
|| requires(Queue queue) { queue.join(); }
|| requires(Queue queue) { queue.full(); }
|| requires(Queue queue) { queue.maxsize(); };

}  // namespace

class TestSimpleQueue : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void first_in_first_out_and_unbounded() {
    SimpleQueue<int> queue;
    QVERIFY(queue.empty());
    for (int i = 0; i < 1'000; ++i) queue.put_nowait(i);
    QCOMPARE(queue.qsize(), 1'000);
    for (int i = 0; i < 1'000; ++i) QCOMPARE(queue.get(), i);
    QVERIFY(queue.empty());
  }

  void it_has_no_task_done_join_full_and_maxsize() {
    QVERIFY(HasTasksOrBounds<Queue<int>>);
    QVERIFY(!HasTasksOrBounds<SimpleQueue<int>>);
  }

  void put_never_blocks_and_ignores_what_is_said_about_it() {
    SimpleQueue<int> queue;
    queue.put(1, 1h);
    queue.put(2, -1s);
    queue.put(3, non_blocking);
    queue.put(4, {non_blocking, -1s});
    for (int i = 1; i <= 4; ++i) QCOMPARE(queue.get(), i);
  }

  void get_without_blocking_ignores_the_timeout() {
    SimpleQueue<int> queue;
    QVERIFY_THROWS_EXCEPTION(Empty, queue.get_nowait());
    QVERIFY_THROWS_EXCEPTION(Empty, queue.get(non_blocking));
    QVERIFY_THROWS_EXCEPTION(Empty, queue.get({non_blocking, -1s}));
    queue.put(1);
    QCOMPARE(queue.get({non_blocking, -1s}), 1);
  }

  void a_blocking_negative_timeout_of_get_raises_value_error_even_with_items() {
    SimpleQueue<int> queue;
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.get(-1s));
    queue.put(1);
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.get(-1s));
    QCOMPARE(queue.get(-0.0 * 1s), 1);
  }

  void a_timeout_beyond_timeout_max_raises_overflow_error_even_with_items() {
    SimpleQueue<int> queue;
    queue.put(1);
    QVERIFY_THROWS_EXCEPTION(OverflowError, queue.get(TIMEOUT_MAX + 1s));
    QCOMPARE(queue.get(TIMEOUT_MAX), 1);
  }

  void empty_comes_after_the_timeout() {
    SimpleQueue<int> queue;
    const auto began = std::chrono::steady_clock::now();
    QVERIFY_THROWS_EXCEPTION(Empty, queue.get(20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
  }

  void a_blocked_get_goes_through_when_an_item_comes() {
    SimpleQueue<int> queue("simple");
    Watched watched;
    int got = 0;
    const Thread getter = watched.start("getter", [&] { got = queue.get(); });
    QVERIFY(watched.until_blocked("getter", "simple"));
    queue.put(7);
    getter.join();
    QCOMPARE(got, 7);
  }

  void take_down_ends_a_blocked_get() {
    SimpleQueue<int> queue("simple");
    Watched watched;
    watched.start("getter", [&] { queue.get(); });
    QVERIFY(watched.until_blocked("getter", "simple"));
    watched.end();
    QVERIFY(watched.session()->threads().empty());
  }

  void items_need_only_be_movable_and_are_dropped_on_get() {
    SimpleQueue<std::unique_ptr<int>> movable;
    movable.put(std::make_unique<int>(3));
    QCOMPARE(*movable.get(), 3);
    SimpleQueue<std::shared_ptr<int>> shared;
    const auto item = std::make_shared<int>(1);
    shared.put(item);
    shared.get();
    QCOMPARE(item.use_count(), 1);
  }

  void four_producers_and_consumers_pass_every_item_once_and_each_producers_in_order() {
    SimpleQueue<ProducersConsumers::Item> queue;
    const ProducersConsumers crew(queue);
    QVERIFY(crew.every_item_came_once());
    QVERIFY(crew.each_producers_came_in_order());
  }

  void the_trace_calls_it_a_simple_queue() {
    SimpleQueue<int> queue("simple");
    Watched watched;
    watched
        .start("worker",
               [&] {
                 queue.put(1);
                 queue.put(2);
                 queue.get();
               })
        .join();
    QCOMPARE(watched.kinds("simple"), (std::vector{EventKind::put, EventKind::put, EventKind::got}));
    QCOMPARE(watched.history("simple").back().value, 1);
    QVERIFY(watched.objects().rbegin()->second.kind == trace::ObjectKind::simple_queue);
  }
};

QTEST_APPLESS_MAIN(TestSimpleQueue)
#include "tst_simple_queue.moc"
