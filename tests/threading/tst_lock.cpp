#include <QtTest>
#include <memory>
#include <vector>

#include "threading/event.h"
#include "threading/lock.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

class TestLock : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void second_thread_blocks_until_release() {
    Lock lock("till");
    Watched watched;
    lock.acquire();
    const Thread other = watched.start("other", [&] { lock.acquire(); });
    QVERIFY(watched.until_blocked("other", "till"));
    QVERIFY(other.is_alive());
    lock.release();
    other.join();
    QVERIFY(lock.locked());
  }

  void negative_timeouts_other_than_minus_one_second_raise_value_error() {
    Lock lock;
    QVERIFY_THROWS_EXCEPTION(ValueError, lock.acquire(-2s));
    QVERIFY_THROWS_EXCEPTION(ValueError, lock.acquire(-1ms));
    QVERIFY(!lock.locked());
  }

  void minus_one_second_waits_for_ever() {
    Lock lock("till");
    Watched watched;
    QVERIFY(lock.acquire(-1s));
    const Thread other = watched.start("other", [&] { lock.acquire(-1s); });
    QVERIFY(watched.until_blocked("other", "till"));
    QCOMPARE(watched.events(EventKind::blocked).front().value, -1);
    lock.release();
    other.join();
  }

  void timeout_zero_only_tries() {
    Lock lock;
    QVERIFY(lock.acquire(0s));
    QVERIFY(!lock.acquire(0s));
  }

  void non_blocking_only_tries() {
    Lock lock;
    QVERIFY(lock.acquire(non_blocking));
    QVERIFY(!lock.acquire(non_blocking));
    lock.release();
    QVERIFY(lock.acquire(non_blocking));
  }

  void a_timed_acquire_of_a_held_lock_is_false_after_the_timeout() {
    Lock lock;
    lock.acquire();
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(!lock.acquire(20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
    QVERIFY(lock.locked());
  }

  void a_timed_acquire_is_true_if_released_meanwhile() {
    Lock lock("till");
    Watched watched;
    lock.acquire();
    bool got = false;
    const Thread other = watched.start("other", [&] { got = lock.acquire(1h); });
    QVERIFY(watched.until_blocked("other", "till"));
    lock.release();
    other.join();
    QVERIFY(got);
  }

  void a_waiter_that_timed_out_does_not_swallow_a_release() {
    Lock lock("till");
    Watched watched;
    lock.acquire();
    QVERIFY(!lock.acquire(1ms));
    const Thread other = watched.start("other", [&] { lock.acquire(); });
    QVERIFY(watched.until_blocked("other", "till"));
    lock.release();
    other.join();
  }

  void another_thread_may_release() {
    Lock lock;
    lock.acquire();
    in_foreign_thread([&] { lock.release(); });
    QVERIFY(!lock.locked());
  }

  void release_of_a_free_lock_raises_and_leaves_it_usable() {
    Lock lock;
    QVERIFY_THROWS_EXCEPTION(RuntimeError, lock.release());
    QVERIFY(lock.acquire(non_blocking));
    lock.release();
    QVERIFY(!lock.locked());
  }

  void timeout_max_on_a_held_lock_blocks() {
    Lock lock("till");
    Watched watched;
    lock.acquire();
    const Thread other = watched.start("other", [&] { lock.acquire(TIMEOUT_MAX); });
    QVERIFY(watched.until_blocked("other", "till"));
    lock.release();
    other.join();
    QVERIFY(lock.locked());
  }

  void a_timeout_beyond_timeout_max_raises_and_leaves_the_lock_as_it_was() {
    Lock lock;
    QVERIFY_THROWS_EXCEPTION(OverflowError, lock.acquire(TIMEOUT_MAX + 1s));
    QVERIFY(!lock.locked());
    lock.acquire();
    QVERIFY_THROWS_EXCEPTION(OverflowError, lock.acquire(TIMEOUT_MAX + 1s));
    QVERIFY(lock.locked());
    lock.release();
    QVERIFY(lock.acquire(non_blocking));
  }

  void one_release_lets_exactly_one_waiter_in() {
    Lock lock("till");
    Watched watched;
    lock.acquire();
    const Thread first = watched.start("first", [&] { lock.acquire(); });
    QVERIFY(watched.until_blocked("first", "till"));
    const Thread second = watched.start("second", [&] { lock.acquire(); });
    QVERIFY(watched.until_blocked("second", "till"));
    lock.release();
    first.join();
    QVERIFY(watched.is_waiting(EventKind::blocked, "second", "till"));
    lock.release();
    second.join();
  }

  void what_was_done_before_release_is_visible_after_acquire() {
    constexpr int rounds = 5'000;
    Lock lock("till");
    int counter = 0;
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.push_back(watched.start("worker", [&] {
        for (int n = 0; n < rounds; ++n) {
          const With with(lock);
          ++counter;
        }
      }));
    }
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(counter, 4 * rounds);
  }

  void may_be_destroyed_as_soon_as_it_was_acquired() {
    for (int round = 0; round < 2'000; ++round) {
      auto lock = std::make_unique<Lock>();
      lock->acquire();
      // The releaser may still be on its way out of release() when the lock goes.
      std::thread releaser([raw = lock.get()] { raw->release(); });
      lock->acquire();
      lock.reset();
      releaser.join();
    }
  }

  void the_trace_tells_who_waited_for_whom() {
    Lock lock("till");
    threading::Event taken;
    threading::Event give("give");
    Watched watched;
    const Thread holder = watched.start("holder", [&] {
      const With with(lock);
      taken.set();
      give.wait();
    });
    taken.wait();
    const Thread other = watched.start("other", [&] { const With with(lock); });
    QVERIFY(watched.until_blocked("other", "till"));
    give.set();
    holder.join();
    other.join();
    using K = EventKind;
    QCOMPARE(watched.kinds("till"),
             (std::vector{K::acquired, K::blocked, K::released, K::woke, K::resumed, K::acquired, K::released}));
    const auto history = watched.history("till");
    QCOMPARE(watched.name(history[1].thread), "other");
    QCOMPARE(watched.name(history[1].peer), "holder");
    QCOMPARE(watched.name(history[3].thread), "holder");
    QCOMPARE(watched.name(history[3].peer), "other");
    QCOMPARE(history[4].value, 1);
    QVERIFY(history[0].source.file().ends_with("tst_lock.cpp"));
  }

  void the_trace_tells_who_would_not_have_waited_for_ever() {
    Lock lock("till");
    Watched watched;
    watched
        .start("worker",
               [&] {
                 lock.acquire();
                 lock.release();
                 QVERIFY(lock.acquire(non_blocking));
                 lock.release();
                 QVERIFY(lock.acquire(1h));
                 lock.release();
                 QVERIFY(lock.acquire(-1s));
                 lock.release();
               })
        .join();
    using P = trace::Patience;
    std::vector<P> patience;
    for (const trace::Event& event : watched.history("till")) {
      if (event.kind == EventKind::acquired) patience.push_back(event.patience);
    }
    QCOMPARE(patience, (std::vector{P::unlimited, P::limited, P::limited, P::unlimited}));
  }
};

QTEST_APPLESS_MAIN(TestLock)
#include "tst_lock.moc"
