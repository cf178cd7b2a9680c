#include <QtTest>
#include <mutex>

#include "threading/condition.h"
#include "threading/lock.h"
#include "threading/rlock.h"
#include "threading/semaphore.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;

namespace {

template <class Acquirable>
concept TakesTimeoutWithoutWaiting = requires(Acquirable& it) {
  it.acquire(non_blocking, 1s);
};
static_assert(!TakesTimeoutWithoutWaiting<Lock> && !TakesTimeoutWithoutWaiting<RLock> &&
                  !TakesTimeoutWithoutWaiting<Condition> && !TakesTimeoutWithoutWaiting<Semaphore>,
              "Python's ValueError for a time-out without waiting is a program that does not compile");

/// Each thread locks the two in another order; std::lock must not deadlock.
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

template <class Lockable>
bool free_for_others(Lockable& lock) {
  bool free = false;
  in_foreign_thread([&] {
    free = lock.try_lock();
    if (free) lock.unlock();
  });
  return free;
}

template <class Lockable>
void check_lockable() {
  Lockable lock;
  {
    const std::scoped_lock held(lock);
    QVERIFY(!free_for_others(lock));
  }
  QVERIFY(free_for_others(lock));
  std::unique_lock<Lockable> held(lock, std::try_to_lock);
  QVERIFY(held.owns_lock());
  held.unlock();
  QVERIFY(free_for_others(lock));
  held.lock();
  in_foreign_thread([&] {
    const std::unique_lock<Lockable> second(lock, std::try_to_lock);
    QVERIFY(!second.owns_lock());
  });
}

template <class Lockable>
void check_timed_lockable() {
  Lockable lock;
  std::unique_lock<Lockable> held(lock, 1h);
  QVERIFY(held.owns_lock());
  in_foreign_thread([&] {
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(!lock.try_lock_for(10ms));
    QVERIFY(!lock.try_lock_until(began + 20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
    QVERIFY(!lock.try_lock_for(-5s));
    QVERIFY(!lock.try_lock_for(0ms));
    QVERIFY(!lock.try_lock_until(std::chrono::steady_clock::time_point::min()));
    QVERIFY(!lock.try_lock_until(std::chrono::system_clock::now() - 1s));
  });
  held.unlock();
  QVERIFY(lock.try_lock_for(std::chrono::hours::max()));
  lock.unlock();
  QVERIFY(lock.try_lock_until(std::chrono::steady_clock::time_point::max()));
  lock.unlock();
}

template <class Lockable>
void check_longest_wait() {
  Lockable lock("till");
  Watched watched;
  lock.lock();
  bool got = false;
  const Thread other = watched.start("other", [&] {
    got = lock.try_lock_for(std::chrono::hours::max());
    lock.unlock();
  });
  QVERIFY(watched.until_blocked("other", "till"));
  lock.unlock();
  other.join();
  QVERIFY(got);
}

}  // namespace

class TestBasicLock : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void scoped_lock_and_unique_lock_hold_a_lock() { check_lockable<Lock>(); }
  void scoped_lock_and_unique_lock_hold_an_rlock() { check_lockable<RLock>(); }
  void a_lock_has_the_standards_timed_forms() { check_timed_lockable<Lock>(); }
  void an_rlock_has_the_standards_timed_forms() { check_timed_lockable<RLock>(); }
  void the_longest_duration_of_the_standard_waits_for_a_lock() { check_longest_wait<Lock>(); }
  void the_longest_duration_of_the_standard_waits_for_an_rlock() { check_longest_wait<RLock>(); }

  void two_locks_in_opposite_order_do_not_deadlock() {
    Lock first;
    Lock second;
    QCOMPARE(count_with_both(first, second), 0);
  }

  void a_lock_and_an_rlock_in_opposite_order_do_not_deadlock() {
    Lock first;
    RLock second;
    QCOMPARE(count_with_both(first, second), 0);
  }

  void std_try_lock_gives_the_first_back_if_the_second_is_held() {
    Lock first;
    Lock second;
    second.lock();
    QCOMPARE(std::try_lock(first, second), 1);
    QVERIFY(!first.locked());
  }
};

QTEST_APPLESS_MAIN(TestBasicLock)
#include "tst_basic_lock.moc"
