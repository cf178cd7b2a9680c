#include <QtTest>
#include <atomic>
#include <climits>
#include <vector>

#include "threading/semaphore.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

class TestSemaphore : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_negative_initial_value_raises_value_error() {
    QVERIFY_THROWS_EXCEPTION(ValueError, Semaphore(-1));
    QVERIFY_THROWS_EXCEPTION(ValueError, BoundedSemaphore(-1));
  }

  void a_refused_semaphore_is_not_in_the_trace() {
    Watched watched;
    watched.start("worker", [] { QVERIFY_THROWS_EXCEPTION(ValueError, Semaphore(-1)); }).join();
    watched.events();
    for (const auto& [id, object] : watched.objects()) QVERIFY(object.kind != trace::ObjectKind::semaphore);
  }

  void release_of_less_than_one_raises_value_error_and_changes_nothing() {
    Semaphore semaphore;
    QVERIFY_THROWS_EXCEPTION(ValueError, semaphore.release(0));
    QVERIFY_THROWS_EXCEPTION(ValueError, semaphore.release(-1));
    QCOMPARE(semaphore.value(), 1);
  }

  void acquire_with_a_timeout_of_zero_or_less_is_just_false() {
    Semaphore semaphore(0);
    QVERIFY(!semaphore.acquire(0s));
    QVERIFY(!semaphore.acquire(-1s));
    QVERIFY(!semaphore.acquire(-2s));
    QVERIFY(!semaphore.acquire(non_blocking));
  }

  void the_initial_value_is_one() {
    QCOMPARE(Semaphore().value(), 1);
    QCOMPARE(BoundedSemaphore().value(), 1);
  }

  void release_may_raise_the_value_above_the_initial_one() {
    Semaphore semaphore;
    semaphore.release(4);
    QCOMPARE(semaphore.value(), 5);
    for (int i = 0; i < 5; ++i) QVERIFY(semaphore.acquire(non_blocking));
    QVERIFY(!semaphore.acquire(non_blocking));
  }

  void release_beyond_the_largest_number_raises_and_changes_nothing() {
    Semaphore semaphore(1);
    QVERIFY_THROWS_EXCEPTION(ValueError, semaphore.release(INT_MAX));
    QCOMPARE(semaphore.value(), 1);
  }

  void release_of_n_lets_exactly_n_waiters_through() {
    Semaphore semaphore(0, "gate");
    std::atomic<int> through{0};
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 5; ++i) {
      const std::string name = "waiter-" + std::to_string(i);
      threads.push_back(watched.start(name, [&] {
        semaphore.acquire();
        ++through;
      }));
      QVERIFY(watched.until_blocked(name, "gate"));
    }
    semaphore.release(3);
    QVERIFY(until([&] { return through == 3; }));
    QCOMPARE(semaphore.value(), 0);
    int waiting = 0;
    for (int i = 0; i < 5; ++i) {
      waiting += watched.is_waiting(EventKind::blocked, "waiter-" + std::to_string(i), "gate") ? 1 : 0;
    }
    QCOMPARE(waiting, 2);
    semaphore.release(2);
    for (const Thread& thread : threads) thread.join();
  }

  void over_release_of_a_bounded_semaphore_raises_and_changes_nothing() {
    BoundedSemaphore semaphore(2);
    QVERIFY_THROWS_EXCEPTION(ValueError, semaphore.release());
    QCOMPARE(semaphore.value(), 2);
    semaphore.acquire();
    semaphore.release();
    QCOMPARE(semaphore.value(), 2);
  }

  void release_of_n_is_all_or_nothing() {
    BoundedSemaphore semaphore(3);
    semaphore.acquire();
    semaphore.acquire();
    QVERIFY_THROWS_EXCEPTION(ValueError, semaphore.release(3));
    QCOMPARE(semaphore.value(), 1);
    semaphore.release(2);
    QCOMPARE(semaphore.value(), 3);
  }

  void a_timed_acquire_is_false_after_about_the_timeout() {
    Semaphore semaphore(0);
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(!semaphore.acquire(20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
    QCOMPARE(semaphore.value(), 0);
  }

  void a_timed_acquire_is_true_if_released_meanwhile() {
    Semaphore semaphore(0, "gate");
    bool got = false;
    Watched watched;
    const Thread waiter = watched.start("waiter", [&] { got = semaphore.acquire(1h); });
    QVERIFY(watched.until_blocked("waiter", "gate"));
    semaphore.release();
    waiter.join();
    QVERIFY(got);
    QCOMPARE(semaphore.value(), 0);
  }

  void timeout_max_really_blocks_and_more_raises_only_where_it_would_wait() {
    Semaphore semaphore(1, "gate");
    Watched watched;
    QVERIFY(semaphore.acquire(TIMEOUT_MAX + 1s));
    QVERIFY_THROWS_EXCEPTION(OverflowError, semaphore.acquire(TIMEOUT_MAX + 1s));
    const Thread waiter = watched.start("waiter", [&] { semaphore.acquire(TIMEOUT_MAX); });
    QVERIFY(watched.until_blocked("waiter", "gate"));
    semaphore.release();
    waiter.join();
    QCOMPARE(semaphore.value(), 0);
  }

  void never_more_than_its_permits_are_inside() {
    BoundedSemaphore semaphore(3, "gate");
    std::atomic<int> inside{0};
    std::atomic<int> most{0};
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 6; ++i) {
      threads.push_back(watched.start("worker", [&] {
        for (int n = 0; n < 500; ++n) {
          const With with(semaphore);
          const int now = ++inside;
          for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
          }
          --inside;
        }
      }));
    }
    for (const Thread& thread : threads) thread.join();
    QVERIFY(most <= 3);
    QCOMPARE(semaphore.value(), 3);
  }

  void the_trace_tells_the_permits_left() {
    Semaphore semaphore(2, "gate");
    Watched watched;
    watched
        .start("worker",
               [&] {
                 semaphore.acquire();
                 semaphore.acquire();
                 semaphore.release(3);
               })
        .join();
    std::vector<std::int64_t> left;
    for (const trace::Event& event : watched.history("gate")) left.push_back(event.value);
    QCOMPARE(left, (std::vector<std::int64_t>{1, 0, 3}));
    QCOMPARE(watched.objects().rbegin()->second.limit, 2);
    QCOMPARE(watched.objects().rbegin()->second.value, 2);
  }
};

QTEST_APPLESS_MAIN(TestSemaphore)
#include "tst_semaphore.moc"
