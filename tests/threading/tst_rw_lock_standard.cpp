#include <QtTest>
#include <mutex>
#include <shared_mutex>

#include "threading/lock.h"
#include "threading/rlock.h"
#include "threading/rw_lock.h"
#include "threading/watched.h"

// RWLock under the standard's names, and for as long as can be waited; alone and with the other locks.

using namespace std::chrono_literals;
using namespace threading;

namespace {

template <class First, class Second>
int count_with_both(First& first, Second& second) {
  constexpr int rounds = 500;
  int counter = 0;
  const auto count = [&counter](auto& one, auto& other) {
    for (int n = 0; n < rounds; ++n) {
      const std::scoped_lock both(one, other);
      ++counter;
    }
  };
  Watched watched;
  const Thread left = watched.start("left", [&] { count(first, second); });
  const Thread right = watched.start("right", [&] { count(second, first); });
  left.join();
  right.join();
  return counter - 2 * rounds;
}

}  // namespace

class TestRWLockStandard : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_is_lockable_to_write_as_the_standard_says() {
    RWLock lock;
    {
      const std::scoped_lock held(lock);
      QVERIFY(lock.writing());
    }
    const std::unique_lock held(lock, 1h);
    QVERIFY(held.owns_lock());
    in_foreign_thread([&] {
      QVERIFY(!std::unique_lock(lock, std::try_to_lock).owns_lock());
      QVERIFY(!lock.try_lock_for(1ms));
      QVERIFY(!lock.try_lock_for(-1h));
      QVERIFY(!lock.try_lock_until(std::chrono::steady_clock::now() + 1ms));
      QVERIFY(!lock.try_lock_until(std::chrono::steady_clock::time_point::min()));
    });
  }

  void it_is_shared_lockable_to_read_as_the_standard_says() {
    RWLock lock;
    {
      const std::shared_lock first(lock);
      const std::shared_lock second(lock, 1h);
      const std::shared_lock third(lock, std::chrono::system_clock::now() + 1h);
      const std::shared_lock fourth(lock, std::try_to_lock);
      QCOMPARE(lock.readers(), 4);
    }
    QCOMPARE(lock.readers(), 0);
    const std::unique_lock held(lock);
    in_foreign_thread([&] {
      QVERIFY(!std::shared_lock(lock, std::try_to_lock).owns_lock());
      QVERIFY(!lock.try_lock_shared_for(1ms));
      QVERIFY(!lock.try_lock_shared_until(std::chrono::system_clock::now() - 1s));
    });
  }

  void the_longest_duration_of_the_standard_is_waited_for() {
    RWLock lock;
    QVERIFY(lock.try_lock_for(std::chrono::hours::max()));
    lock.unlock();
    QVERIFY(lock.try_lock_shared_until(std::chrono::steady_clock::time_point::max()));
    lock.unlock_shared();
  }

  void timeout_max_really_blocks() {
    RWLock lock("book");
    Watched watched;
    lock.acquire_write();
    const Thread reader = watched.start("reader", [&] {
      lock.acquire_read(TIMEOUT_MAX);
      lock.release_read();
    });
    QVERIFY(watched.until_blocked("reader", "book"));
    lock.release_write();
    reader.join();
  }

  void with_other_locks_in_opposite_order_it_does_not_deadlock() {
    RWLock first;
    Lock lock;
    RLock rlock;
    RWLock second(RWPolicy::prefer_readers);
    QCOMPARE(count_with_both(first, lock), 0);
    QCOMPARE(count_with_both(first, rlock), 0);
    QCOMPARE(count_with_both(first, second), 0);
  }

  void std_lock_takes_all_kinds_together() {
    RWLock rw_lock;
    Lock lock;
    RLock rlock;
    std::lock(rw_lock, lock, rlock);
    QVERIFY(rw_lock.writing() && lock.locked() && rlock.is_owned());
    const std::scoped_lock adopted(std::adopt_lock, rw_lock, lock, rlock);
  }
};

QTEST_APPLESS_MAIN(TestRWLockStandard)
#include "tst_rw_lock_standard.moc"
