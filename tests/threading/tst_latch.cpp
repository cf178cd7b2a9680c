#include <QtTest>
#include <atomic>
#include <vector>

#include "threading/errors.h"
#include "threading/latch.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

class TestLatch : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void opens_when_it_has_been_counted_down_to_zero_and_releases_all() {
    Latch latch(3, "latch");
    Watched watched;
    std::vector<Thread> waiters;
    for (const std::string name : {"a", "b", "c"}) {
      waiters.push_back(watched.start(name, [&] { latch.wait(); }));
      QVERIFY(watched.until_blocked(name, "latch"));
    }
    latch.count_down();
    QCOMPARE(latch.count(), 2);
    QVERIFY(!latch.try_wait());
    latch.count_down(2);
    for (const Thread& waiter : waiters) waiter.join();
    QCOMPARE(latch.count(), 0);
  }

  void stays_open() {
    Latch latch(1);
    latch.count_down();
    QVERIFY(latch.try_wait());
    QVERIFY(latch.wait());
    QVERIFY(latch.wait(0s));
    latch.count_down(0);
    QVERIFY(latch.wait());
  }

  void a_latch_of_zero_is_open() {
    Latch latch(0);
    QVERIFY(latch.try_wait());
    latch.arrive_and_wait(0);
  }

  void arrive_and_wait_counts_down_and_waits_for_the_others() {
    Latch latch(2, "latch");
    Watched watched;
    const Thread first = watched.start("first", [&] { latch.arrive_and_wait(); });
    QVERIFY(watched.until_blocked("first", "latch"));
    QCOMPARE(latch.count(), 1);
    latch.arrive_and_wait();
    first.join();
  }

  void misuse_raises_value_error_and_changes_nothing() {
    QVERIFY_THROWS_EXCEPTION(ValueError, Latch(-1));
    Latch latch(2);
    QVERIFY_THROWS_EXCEPTION(ValueError, latch.count_down(-1));
    QVERIFY_THROWS_EXCEPTION(ValueError, latch.count_down(3));
    QVERIFY_THROWS_EXCEPTION(ValueError, latch.arrive_and_wait(3));
    QCOMPARE(latch.count(), 2);
    latch.count_down(2);
    QVERIFY_THROWS_EXCEPTION(ValueError, latch.count_down());
    QVERIFY(latch.try_wait());
  }

  void a_timed_wait_is_false_after_the_timeout() {
    Latch latch(1);
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(!latch.wait(20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
    QVERIFY(!latch.wait(0s));
    QVERIFY(!latch.wait(-1s));
    QVERIFY_THROWS_EXCEPTION(OverflowError, latch.wait(TIMEOUT_MAX + 1s));
  }

  void a_timed_wait_is_true_if_it_opens_meanwhile() {
    Latch latch(1, "latch");
    std::atomic<bool> opened{false};
    Watched watched;
    const Thread waiter = watched.start("waiter", [&] { opened = latch.wait(TIMEOUT_MAX); });
    QVERIFY(watched.until_blocked("waiter", "latch"));
    latch.count_down();
    waiter.join();
    QVERIFY(opened);
  }

  void what_was_done_before_count_down_is_visible_after_wait() {
    for (int i = 0; i < 200; ++i) {
      Latch latch(2);
      int parts[2] = {0, 0};
      Watched watched;
      const Thread first = watched.start("first", [&] { parts[0] = 1, latch.count_down(); });
      const Thread second = watched.start("second", [&] { parts[1] = 2, latch.count_down(); });
      latch.wait();
      QCOMPARE(parts[0] + parts[1], 3);
      first.join();
      second.join();
    }
  }

  void a_waiter_is_taken_down() {
    Latch latch(1, "latch");
    Watched watched;
    watched.start("waiter", [&] { latch.wait(); });
    QVERIFY(watched.until_blocked("waiter", "latch"));
    watched.end();
    QCOMPARE(latch.count(), 1);
  }

  void the_trace_tells_the_count_that_is_left() {
    Latch latch(3, "latch");
    Watched watched;
    watched
        .start("worker",
               [&] {
                 latch.count_down();
                 latch.count_down(2);
               })
        .join();
    const auto history = watched.history("latch");
    QCOMPARE(watched.kinds("latch"), (std::vector<EventKind>{EventKind::counted_down, EventKind::counted_down}));
    QCOMPARE(history[0].value, 2);
    QCOMPARE(history[1].value, 0);
    QCOMPARE(watched.objects().at(history[0].object).limit, 3);
  }

  void the_trace_tells_who_found_it_open() {
    Latch latch(1, "latch");
    Watched watched;
    watched
        .start("worker",
               [&] {
                 latch.try_wait();
                 latch.count();
                 latch.count_down();
                 latch.try_wait();
                 latch.wait();
                 latch.count();
               })
        .join();
    using K = EventKind;
    QCOMPARE(watched.kinds("latch"), (std::vector{K::counted_down, K::saw, K::saw, K::saw}));
  }
};

QTEST_APPLESS_MAIN(TestLatch)
#include "tst_latch.moc"
