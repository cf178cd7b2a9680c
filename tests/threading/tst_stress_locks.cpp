#include <QtTest>
#include <array>
#include <chrono>
#include <mutex>
#include <numeric>

#include "threading/lock.h"
#include "threading/rlock.h"
#include "threading/semaphore.h"
#include "threading/stress.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using namespace threading;

namespace {

constexpr int crew = 4;
constexpr int rounds_each = rounds(10'000);

/// Acquires in one of the ways; whether it did.
template <class Acquirable>
bool try_somehow(Acquirable& acquirable, Random& random) {
  switch (below(random, 4)) {
    case 0: return acquirable.acquire(non_blocking);
    case 1: return acquirable.acquire(std::chrono::microseconds(below(random, 30)));
    default: return acquirable.acquire();
  }
}

/// A lock, and numbers that it guards.
template <class AnyLock>
void check_exclusion(Mode mode, int most_levels) {
  AnyLock lock;
  Room room(1);
  int guarded = 0;
  Crew(mode)
      .add(crew,
           [&](Random& random) {
             for (int n = 0; n < rounds_each; ++n) {
               if (!try_somehow(lock, random)) continue;
               room.enter();
               const int levels = 1 + static_cast<int>(below(random, static_cast<std::uint64_t>(most_levels)));
               for (int level = 1; level < levels; ++level) lock.acquire();
               const int seen = guarded;
               if (one_in(random, 8)) dawdle(random, 50);
               guarded = seen + 1;
               for (int level = 1; level < levels; ++level) lock.release();
               room.leave();
               lock.release();
             }
           })
      .run();
  QVERIFY(!room.overcrowded());
  QCOMPARE(guarded, room.entries());
  QVERIFY(lock.acquire(non_blocking));
}

template <class AnySemaphore>
void check_permits(Mode mode) {
  constexpr int permits = 3;
  AnySemaphore semaphore(permits);
  Room room(permits);
  Crew(mode)
      .add(crew + 2,
           [&](Random& random) {
             for (int n = 0; n < rounds_each; ++n) {
               if (!try_somehow(semaphore, random)) continue;
               room.enter();
               const bool two = semaphore.acquire(non_blocking);
               if (two) room.enter();
               if (one_in(random, 8)) dawdle(random, 50);
               if (two) room.leave();
               room.leave();
               semaphore.release(two ? 2 : 1);
             }
           })
      .run();
  QVERIFY(!room.overcrowded());
  QVERIFY(room.entries() >= crew);
  QCOMPARE(semaphore.value(), permits);
}

}  // namespace

class TestStressLocks : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_lock_admits_one_thread_at_a_time_data() { add_modes(); }
  void a_lock_admits_one_thread_at_a_time() {
    QFETCH(Mode, mode);
    check_exclusion<Lock>(mode, 1);
  }

  void an_rlock_admits_one_thread_at_a_time_whatever_its_depth_data() { add_modes(); }
  void an_rlock_admits_one_thread_at_a_time_whatever_its_depth() {
    QFETCH(Mode, mode);
    check_exclusion<RLock>(mode, 4);
  }

  void a_semaphore_loses_and_invents_no_permit_data() { add_modes(); }
  void a_semaphore_loses_and_invents_no_permit() {
    QFETCH(Mode, mode);
    check_permits<Semaphore>(mode);
  }

  void a_bounded_semaphore_loses_and_invents_no_permit_data() { add_modes(); }
  void a_bounded_semaphore_loses_and_invents_no_permit() {
    QFETCH(Mode, mode);
    check_permits<BoundedSemaphore>(mode);
  }

  void a_lock_that_others_release_hands_a_baton_around_data() { add_modes(); }
  void a_lock_that_others_release_hands_a_baton_around() {
    QFETCH(Mode, mode);
    std::array<Lock, crew> locks;
    for (Lock& lock : locks) lock.acquire();
    std::atomic<std::size_t> next{0};
    std::size_t passed = 0;  // by whoever has the baton
    bool in_order = true;
    Crew runners(mode);
    runners.add(crew, [&](Random& random) {
      const std::size_t place = next++;
      for (int n = 0; n < rounds_each / 4; ++n) {
        locks.at(place).acquire();
        in_order = in_order && passed++ % crew == place;
        if (one_in(random, 8)) dawdle(random, 50);
        locks.at((place + 1) % crew).release();
      }
    });
    locks.front().release();
    runners.run();
    QVERIFY(in_order);
    QCOMPARE(passed, std::size_t{crew} * (rounds_each / 4));
  }

  void several_locks_at_once_deadlock_in_no_order_data() { add_modes(); }
  void several_locks_at_once_deadlock_in_no_order() {
    QFETCH(Mode, mode);
    constexpr std::size_t accounts = 3;
    std::array<Lock, accounts> locks;
    std::array<int, accounts> balances{100, 100, 100};
    Crew(mode)
        .add(crew,
             [&](Random& random) {
               for (int n = 0; n < rounds_each; ++n) {
                 const std::size_t from = below(random, accounts);
                 const std::size_t to = (from + 1 + below(random, accounts - 1)) % accounts;
                 const auto transfer = [&] {
                   --balances.at(from);
                   ++balances.at(to);
                 };
                 if (one_in(random, 2)) {
                   const With with(locks.at(from), locks.at(to));
                   transfer();
                 } else {
                   const std::scoped_lock both(locks.at(from), locks.at(to));
                   transfer();
                 }
               }
             })
        .run();
    QCOMPARE(std::accumulate(balances.begin(), balances.end(), 0), 300);
    for (const Lock& lock : locks) QVERIFY(!lock.locked());
  }
};

QTEST_APPLESS_MAIN(TestStressLocks)
#include "tst_stress_locks.moc"
