#include <QtTest>

#include "threading/rlock.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

class TestRLock : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void only_the_owner_may_release_and_a_failed_attempt_changes_nothing() {
    RLock lock;
    lock.acquire();
    in_foreign_thread([&] {
      QVERIFY_THROWS_EXCEPTION(RuntimeError, lock.release());
      QVERIFY(!lock.acquire(non_blocking));
      QVERIFY(!lock.is_owned());
    });
    QVERIFY(lock.is_owned());
    QCOMPARE(lock.depth(), 1);
    lock.release();
    QCOMPARE(lock.depth(), 0);
  }

  void n_acquires_need_exactly_n_releases() {
    RLock lock;
    for (int i = 0; i < 3; ++i) QVERIFY(lock.acquire());
    QVERIFY(lock.acquire(non_blocking));
    QVERIFY(lock.acquire(0s));
    for (int left = 5; left > 0; --left) {
      QCOMPARE(lock.depth(), left);
      in_foreign_thread([&] { QVERIFY(!lock.acquire(non_blocking)); });
      lock.release();
    }
    in_foreign_thread([&] {
      QVERIFY(lock.acquire(non_blocking));
      lock.release();
    });
  }

  void one_release_more_raises_runtime_error() {
    RLock lock;
    lock.acquire();
    lock.release();
    QVERIFY_THROWS_EXCEPTION(RuntimeError, lock.release());
    QVERIFY(lock.acquire(non_blocking));
  }

  void only_the_last_release_lets_another_thread_in() {
    RLock lock("till");
    Watched watched;
    lock.acquire();
    lock.acquire();
    const Thread other = watched.start("other", [&] {
      lock.acquire();
      lock.release();
    });
    QVERIFY(watched.until_blocked("other", "till"));
    lock.release();
    QVERIFY(watched.is_waiting(EventKind::blocked, "other", "till"));
    lock.release();
    other.join();
  }

  void timeouts_are_those_of_a_lock() {
    RLock lock;
    QVERIFY_THROWS_EXCEPTION(ValueError, lock.acquire(-2s));
    QVERIFY_THROWS_EXCEPTION(OverflowError, lock.acquire(TIMEOUT_MAX + 1s));
    QCOMPARE(lock.depth(), 0);
    lock.acquire();
    in_foreign_thread([&] {
      const auto began = std::chrono::steady_clock::now();
      QVERIFY(!lock.acquire(10ms));
      QVERIFY(std::chrono::steady_clock::now() - began >= 10ms);
    });
  }

  void timeout_max_on_a_held_lock_blocks() {
    RLock lock("till");
    Watched watched;
    lock.acquire();
    const Thread other = watched.start("other", [&] { lock.acquire(TIMEOUT_MAX); });
    QVERIFY(watched.until_blocked("other", "till"));
    lock.release();
    other.join();
  }

  void a_foreign_thread_owns_it_like_any_other_and_asking_does_not_register_it() {
    RLock lock;
    const std::size_t before = active_count();
    in_foreign_thread([&] {
      QVERIFY(!lock.is_owned());
      lock.acquire();
      QVERIFY(lock.is_owned());
      lock.acquire();
      lock.release();
      lock.release();
      QVERIFY(!lock.is_owned());
      QCOMPARE(active_count(), before);
    });
  }

  /// Python knows no sessions: there one OS thread is always the same.
  void a_visitor_of_a_session_is_another_thread_than_outside() {
    RLock lock;
    const auto session = std::make_shared<Session>(Session::Options{});
    const auto visitor = session->adopt("visitor");
    lock.acquire();
    {
      const Session::Visit visit(*visitor);
      QVERIFY(!lock.is_owned());
      QVERIFY(!lock.acquire(non_blocking));
      QVERIFY_THROWS_EXCEPTION(RuntimeError, lock.release());
    }
    QVERIFY(lock.is_owned());
    lock.release();
  }

  void a_later_thread_is_never_taken_for_an_owner_that_has_ended() {
    RLock lock;
    in_foreign_thread([&] { lock.acquire(); });
    for (int i = 0; i < 20; ++i) {
      in_foreign_thread([&] {
        QVERIFY(!lock.is_owned());
        QVERIFY(!lock.acquire(non_blocking));
      });
    }
  }

  void the_trace_tells_the_depth() {
    RLock lock("till");
    Watched watched;
    watched
        .start("owner",
               [&] {
                 lock.acquire();
                 lock.acquire();
                 lock.release();
                 lock.release();
               })
        .join();
    std::vector<std::int64_t> depths;
    for (const trace::Event& event : watched.history("till")) depths.push_back(event.value);
    QCOMPARE(depths, (std::vector<std::int64_t>{1, 2, 1, 0}));
  }
};

QTEST_APPLESS_MAIN(TestRLock)
#include "tst_rlock.moc"
