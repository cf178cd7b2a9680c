#include <QtTest>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "threading/queue.h"
#include "threading/quiet_runtime.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

/// Decides for the one thread of a controlled run: to act where the guard holds, else to time out.
class Deciding final : public QuietRuntime {
 public:
  Decision announce(Context&, const Operation& operation, Subject&, FunctionRef<bool()> enabled,
                    Deadline deadline) override {
    announced.push_back({operation.kind, enabled(), !deadline.is_never()});
    return enabled() ? Decision::act : Decision::time_out;
  }

  struct Announced {
    OperationKind kind;
    bool enabled;
    bool timed;
    bool operator==(const Announced&) const = default;
  };
  std::vector<Announced> announced;
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
    bounded.put(1, -0.0 * 1s);
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

  void without_blocking_a_timeout_is_ignored() {
    Queue<int> queue(1);
    QVERIFY_THROWS_EXCEPTION(Empty, queue.get(non_blocking));
    QVERIFY_THROWS_EXCEPTION(Empty, queue.get({non_blocking, -1s}));
    queue.put(1, {non_blocking, -1s});
    QVERIFY_THROWS_EXCEPTION(Full, queue.put(2, non_blocking));
    QVERIFY_THROWS_EXCEPTION(Full, queue.put(2, {non_blocking, 1h}));
    QCOMPARE(queue.get({non_blocking, 1h}), 1);
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

  void items_of_blocked_putters_come_in_the_order_of_waiting() {
    Queue<int> queue(1, "work");
    queue.put(0);
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 1; i <= 3; ++i) {
      const std::string name = "putter-" + std::to_string(i);
      threads.push_back(watched.start(name, [&queue, i] { queue.put(i); }));
      QVERIFY(watched.until_blocked(name, "work"));
    }
    for (int i = 0; i <= 3; ++i) QCOMPARE(queue.get(), i);
  }

  void blocked_getters_are_served_in_the_order_of_waiting() {
    Queue<int> queue(0, "work");
    std::array<int, 3> got{};
    Watched watched;
    std::vector<Thread> threads;
    for (int& mine : got) {
      const std::string name = "getter-" + std::to_string(threads.size());
      threads.push_back(watched.start(name, [&queue, &mine] { mine = queue.get(); }));
      QVERIFY(watched.until_blocked(name, "work"));
    }
    for (int i = 1; i <= 3; ++i) queue.put(i);
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(got, (std::array{1, 2, 3}));
  }

  void several_items_put_at_once_wake_several_getters() {
    Queue<int> queue(0, "work");
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 4; ++i) {
      const std::string name = "getter-" + std::to_string(i);
      // None gets a second item before each got one.
      threads.push_back(watched.start(name, [&] {
        queue.get();
        queue.task_done();
        queue.join();
      }));
      QVERIFY(watched.until_blocked(name, "work"));
    }
    for (int i = 0; i < 4; ++i) queue.put(i);
    for (const Thread& thread : threads) thread.join();
    QVERIFY(queue.empty());
  }

  void a_controlled_thread_announces_each_operation_once() {
    Deciding runtime;
    const auto session = std::make_shared<Session>(Session::Options{.recorder = nullptr, .runtime = &runtime});
    const auto context = session->adopt("main");
    const Session::Visit visit(*context);
    Queue<int> queue(1);
    queue.put(1, 1h);
    QVERIFY_THROWS_EXCEPTION(Full, queue.put(2, 1h));
    QVERIFY_THROWS_EXCEPTION(Full, queue.put_nowait(2));
    QCOMPARE(queue.get(), 1);
    QVERIFY_THROWS_EXCEPTION(Empty, queue.get(non_blocking));
    queue.task_done();
    queue.join();
    using K = OperationKind;
    QVERIFY(runtime.announced == (std::vector<Deciding::Announced>{{K::put, true, true},
                                                                   {K::put, false, true},
                                                                   {K::put, false, true},
                                                                   {K::get, true, false},
                                                                   {K::get, false, true},
                                                                   {K::task_done, true, false},
                                                                   {K::wait_done, true, false}}));
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
                 queue.get();
                 queue.task_done();
                 queue.join();
               })
        .join();
    using K = EventKind;
    QCOMPARE(watched.kinds("work"), (std::vector{K::put, K::put, K::got, K::task_done, K::got, K::task_done, K::saw}));
    std::vector<std::int64_t> values;
    for (const trace::Event& event : watched.history("work")) values.push_back(event.value);
    QCOMPARE(values, (std::vector<std::int64_t>{1, 2, 1, 1, 0, 0, 0}));
    QCOMPARE(watched.objects().rbegin()->second.limit, 3);
  }
};

QTEST_APPLESS_MAIN(TestQueue)
#include "tst_queue.moc"
