#include <QtTest>
#include <algorithm>
#include <array>
#include <memory>
#include <queue>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "threading/queue.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

/// Storing a negative number fails.
class Picky final : public Queue<int> {
 public:
  using Queue::Queue;

 private:
  void store(int item) override {
    if (item < 0) throw std::domain_error("negative");
    Queue::store(item);
  }
};

/// A queue whose storage a subclass replaces.
class SmallestFirst final : public Queue<int> {
 public:
  using Queue::Queue;

 private:
  void store(int item) override { items_.push(item); }
  int take() override {
    const int item = items_.top();
    items_.pop();
    return item;
  }
  int size() const override { return static_cast<int>(items_.size()); }

  std::priority_queue<int, std::vector<int>, std::greater<>> items_;
};

}  // namespace

class TestQueue : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void maxsize_zero_and_negative_mean_unbounded_and_never_full() {
    for (const int maxsize : {0, -1, -7}) {
      Queue<int> queue(maxsize);
      for (int i = 0; i < 1'000; ++i) queue.put_nowait(i);
      QVERIFY(!queue.full());
      QCOMPARE(queue.qsize(), 1'000);
      QCOMPARE(queue.maxsize(), maxsize);
    }
  }

  void qsize_empty_and_full_tell_what_is_inside() {
    Queue<int> queue(2);
    QVERIFY(queue.empty());
    queue.put(1);
    QVERIFY(!queue.empty());
    QVERIFY(!queue.full());
    queue.put(2);
    QVERIFY(queue.full());
    QCOMPARE(queue.qsize(), 2);
  }

  void a_negative_timeout_of_get_raises_value_error_even_with_items() {
    Queue<int> queue;
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.get(-1s));
    queue.put(1);
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.get(-1ms));
    QCOMPARE(queue.qsize(), 1);
  }

  void a_negative_timeout_of_put_raises_value_error_on_a_bounded_queue_only() {
    Queue<int> bounded(2);
    QVERIFY_THROWS_EXCEPTION(ValueError, bounded.put(1, -1s));
    QCOMPARE(bounded.qsize(), 0);
    Queue<int> unbounded;
    unbounded.put(1, -1s);
    QCOMPARE(unbounded.qsize(), 1);
  }

  void full_and_empty_come_at_once_without_blocking() {
    Queue<int> queue(1);
    QVERIFY_THROWS_EXCEPTION(Empty, queue.get_nowait());
    QVERIFY_THROWS_EXCEPTION(Empty, queue.get(0s));
    queue.put(1);
    QVERIFY_THROWS_EXCEPTION(Full, queue.put_nowait(2));
    QVERIFY_THROWS_EXCEPTION(Full, queue.put(2, 0s));
  }

  void full_and_empty_come_after_the_timeout() {
    Queue<int> queue(1);
    auto began = std::chrono::steady_clock::now();
    QVERIFY_THROWS_EXCEPTION(Empty, queue.get(20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
    queue.put(1);
    began = std::chrono::steady_clock::now();
    QVERIFY_THROWS_EXCEPTION(Full, queue.put(2, 20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
  }

  void a_failed_put_does_not_count_as_a_task() {
    Queue<int> queue(1);
    queue.put(1);
    QVERIFY_THROWS_EXCEPTION(Full, queue.put_nowait(2));
    queue.task_done();
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.task_done());
    queue.join();
  }

  void tasks_are_counted_by_put_so_that_task_done_before_get_is_accepted() {
    Queue<int> queue;
    queue.put(1);
    queue.put(2);
    queue.task_done();
    queue.task_done();
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.task_done());
    QCOMPARE(queue.get(), 1);
    queue.join();
  }

  void a_fresh_queue_joins_at_once() { Queue<int>().join(); }

  void join_waits_for_task_done_of_every_item_not_for_emptiness() {
    Queue<int> queue(0, "work");
    queue.put(1);
    queue.put(2);
    Watched watched;
    const Thread joiner = watched.start("joiner", [&] { queue.join(); });
    QVERIFY(watched.until_blocked("joiner", "work"));
    queue.get();
    queue.get();
    queue.task_done();
    QVERIFY(queue.empty());
    QVERIFY(watched.is_waiting(EventKind::blocked, "joiner", "work"));
    queue.task_done();
    joiner.join();
  }

  void the_last_task_done_wakes_every_joiner() {
    Queue<int> queue(0, "work");
    queue.put(1);
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 4; ++i) {
      const std::string name = "joiner-" + std::to_string(i);
      threads.push_back(watched.start(name, [&] { queue.join(); }));
      QVERIFY(watched.until_blocked(name, "work"));
    }
    queue.task_done();
    for (const Thread& thread : threads) thread.join();
  }

  void a_blocked_put_goes_through_when_a_get_makes_room() {
    Queue<int> queue(1, "work");
    queue.put(1);
    Watched watched;
    const Thread putter = watched.start("putter", [&] { queue.put(2); });
    QVERIFY(watched.until_blocked("putter", "work"));
    QCOMPARE(queue.get(), 1);
    putter.join();
    QCOMPARE(queue.get(), 2);
  }

  void a_blocked_get_goes_through_when_an_item_comes() {
    Queue<int> queue(0, "work");
    Watched watched;
    int got = 0;
    const Thread getter = watched.start("getter", [&] { got = queue.get(); });
    QVERIFY(watched.until_blocked("getter", "work"));
    queue.put(7);
    getter.join();
    QCOMPARE(got, 7);
  }

  void timeout_max_really_blocks_and_more_raises_only_where_it_would_wait() {
    Queue<int> queue(1, "work");
    QVERIFY_THROWS_EXCEPTION(OverflowError, queue.get(TIMEOUT_MAX + 1s));
    queue.put(1, TIMEOUT_MAX + 1s);
    QVERIFY_THROWS_EXCEPTION(OverflowError, queue.put(2, TIMEOUT_MAX + 1s));
    QCOMPARE(queue.get(TIMEOUT_MAX + 1s), 1);
    Watched watched;
    const Thread getter = watched.start("getter", [&] { queue.get(TIMEOUT_MAX); });
    QVERIFY(watched.until_blocked("getter", "work"));
    queue.put(2);
    getter.join();
  }

  void first_in_first_out() {
    Queue<int> queue;
    for (int i = 0; i < 100; ++i) queue.put(i);
    for (int i = 0; i < 100; ++i) QCOMPARE(queue.get(), i);
  }

  void a_queue_shrunk_below_its_size_is_full_until_it_has_drained() {
    Queue<int> queue(5);
    for (int i = 0; i < 4; ++i) queue.put(i);
    queue.set_maxsize(2);
    for (int size = 4; size >= 2; --size) {
      QCOMPARE(queue.qsize(), size);
      QVERIFY(queue.full());
      QVERIFY_THROWS_EXCEPTION(Full, queue.put_nowait(9));
      queue.get();
    }
    QVERIFY(!queue.full());
    queue.put_nowait(9);
  }

  void a_queue_made_larger_lets_blocked_putters_in() {
    Queue<int> queue(1, "work");
    queue.put(0);
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 3; ++i) {
      const std::string name = "putter-" + std::to_string(i);
      threads.push_back(watched.start(name, [&] { queue.put(1); }));
      QVERIFY(watched.until_blocked(name, "work"));
    }
    queue.set_maxsize(3);
    QVERIFY(until([&] { return queue.qsize() == 3; }));
    queue.set_maxsize(0);
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(queue.qsize(), 4);
  }

  void a_put_that_throws_while_storing_leaves_the_queue_as_it_was() {
    Picky queue(1, "work");
    Watched watched;
    QVERIFY_THROWS_EXCEPTION(std::domain_error, queue.put(-1));
    QCOMPARE(queue.qsize(), 0);
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.task_done());
    queue.join();
    const Thread getter = watched.start("getter", [&] { queue.get(); });
    QVERIFY(watched.until_blocked("getter", "work"));
    watched.start("putter", [&] { QVERIFY_THROWS_EXCEPTION(std::domain_error, queue.put(-1)); }).join();
    QVERIFY(watched.events(EventKind::woke).empty());
    QVERIFY(watched.events(EventKind::put).empty());
    queue.put(1);
    getter.join();
  }

  void a_subclass_may_replace_the_storage() {
    SmallestFirst queue(3);
    for (const int item : {5, 1, 3}) queue.put(item);
    QVERIFY(queue.full());
    QVERIFY_THROWS_EXCEPTION(Full, queue.put_nowait(0));
    for (const int item : {1, 3, 5}) QCOMPARE(queue.get(), item);
    QVERIFY(queue.empty());
  }

  void references_are_dropped_on_get() {
    Queue<std::shared_ptr<int>> queue;
    const auto item = std::make_shared<int>(1);
    queue.put(item);
    QCOMPARE(item.use_count(), 2);
    queue.get();
    QCOMPARE(item.use_count(), 1);
  }

  void items_need_only_be_movable() {
    Queue<std::unique_ptr<int>> queue;
    queue.put(std::make_unique<int>(3));
    QCOMPARE(*queue.get(), 3);
  }

  void producers_and_consumers_pass_every_item_once_and_each_producers_in_order_data() {
    QTest::addColumn<int>("maxsize");
    for (const int maxsize : {1, 2, 10, 0}) QTest::addRow("maxsize %d", maxsize) << maxsize;
  }
  void producers_and_consumers_pass_every_item_once_and_each_producers_in_order() {
    QFETCH(int, maxsize);
    constexpr int items = 2'000;
    using Item = std::pair<int, int>;  // producer, number
    Queue<Item> queue(maxsize);
    std::array<std::vector<Item>, 4> got;
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.push_back(watched.start("producer", [&queue, i] {
        for (int n = 0; n < items; ++n) queue.put({i, n});
      }));
      threads.push_back(watched.start("consumer", [&queue, &mine = got[static_cast<std::size_t>(i)]] {
        for (int n = 0; n < items; ++n) {
          mine.push_back(queue.get());
          queue.task_done();
        }
      }));
    }
    for (const Thread& thread : threads) thread.join();
    queue.join();
    QVERIFY(queue.empty());
    std::vector<Item> all;
    for (const auto& mine : got) {
      std::array<int, 4> last{-1, -1, -1, -1};
      for (const auto& [producer, number] : mine) {
        QVERIFY(last[static_cast<std::size_t>(producer)] < number);
        last[static_cast<std::size_t>(producer)] = number;
      }
      all.insert(all.end(), mine.begin(), mine.end());
    }
    std::sort(all.begin(), all.end());
    QCOMPARE(all.size(), std::size_t{4 * items});
    QVERIFY(std::adjacent_find(all.begin(), all.end()) == all.end());
  }

  void the_trace_tells_the_items_left() {
    Queue<int> queue(3, "work");
    Watched watched;
    watched
        .start("worker",
               [&] {
                 queue.put(1);
                 queue.put(2);
                 queue.get();
                 queue.task_done();
               })
        .join();
    using K = EventKind;
    QCOMPARE(watched.kinds("work"), (std::vector{K::put, K::put, K::got, K::task_done}));
    std::vector<std::int64_t> values;
    for (const trace::Event& event : watched.history("work")) values.push_back(event.value);
    QCOMPARE(values, (std::vector<std::int64_t>{1, 2, 1, 1}));
    QCOMPARE(watched.objects().rbegin()->second.limit, 3);
  }
};

QTEST_APPLESS_MAIN(TestQueue)
#include "tst_queue.moc"
