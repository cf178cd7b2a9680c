#include <QtTest>
#include <stdexcept>
#include <utility>
#include <vector>

#include "threading/condition.h"
#include "threading/lock.h"
#include "threading/rlock.h"
#include "threading/semaphore.h"
#include "threading/sleep.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

template <class Acquirable>
bool free_for_others(Acquirable& acquirable) {
  bool free = false;
  in_foreign_thread([&] {
    free = acquirable.acquire(non_blocking);
    if (free) acquirable.release();
  });
  return free;
}

template <class Acquirable>
void check() {
  Acquirable acquirable;
  QVERIFY(acquirable.acquire());
  acquirable.release();
  {
    const With with(acquirable);
    QVERIFY(!free_for_others(acquirable));
  }
  QVERIFY(free_for_others(acquirable));
  try {
    const With with(acquirable);
    throw std::logic_error("inside");
  } catch (const std::logic_error&) {
    QVERIFY(free_for_others(acquirable));
  }
}

}  // namespace

class TestWith : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void holds_a_lock_until_the_scope_ends_also_by_an_error() { check<Lock>(); }
  void holds_an_rlock_until_the_scope_ends_also_by_an_error() { check<RLock>(); }
  void holds_a_condition_until_the_scope_ends_also_by_an_error() { check<Condition>(); }
  void holds_a_semaphore_until_the_scope_ends_also_by_an_error() { check<Semaphore>(); }
  void holds_a_bounded_semaphore_until_the_scope_ends_also_by_an_error() { check<BoundedSemaphore>(); }

  void what_was_given_up_inside_is_an_error_at_the_end() {
    Lock lock;
    const auto give_up_inside = [&lock] {
      const With with(lock);
      lock.release();
    };
    QVERIFY_THROWS_EXCEPTION(RuntimeError, give_up_inside());
    QVERIFY(free_for_others(lock));
  }

  void the_others_are_released_all_the_same() {
    Lock left;
    Lock right;
    const auto give_up_inside = [&] {
      const With with(left, right);
      right.release();
    };
    QVERIFY_THROWS_EXCEPTION(RuntimeError, give_up_inside());
    QVERIFY(free_for_others(left) && free_for_others(right));
  }

  void an_error_that_leaves_the_scope_goes_before() {
    Lock lock;
    const auto fail_inside = [&lock] {
      const With with(lock);
      lock.release();
      throw std::logic_error("inside");
    };
    QVERIFY_THROWS_EXCEPTION(std::logic_error, fail_inside());
  }

  void both_ends_are_recorded_with_the_line_of_the_with() {
    Lock lock("till");
    Watched watched;
    watched.start("worker", [&] { const With with(lock); }).join();
    const auto history = watched.history("till");
    QCOMPARE(history.size(), std::size_t{2});
    QVERIFY(history[0].source.line() > 0);
    QCOMPARE(history[0].source.line(), history[1].source.line());
    QVERIFY(history[0].source.file().ends_with("tst_with.cpp"));
  }

  void holds_several_until_the_scope_ends_also_by_an_error() {
    Lock lock;
    RLock rlock;
    Condition condition;
    Semaphore semaphore;
    try {
      const With with(lock, rlock, condition, semaphore);
      QVERIFY(!free_for_others(lock) && !free_for_others(rlock));
      QVERIFY(!free_for_others(condition) && !free_for_others(semaphore));
      throw std::logic_error("inside");
    } catch (const std::logic_error&) {
      QVERIFY(free_for_others(lock) && free_for_others(rlock));
      QVERIFY(free_for_others(condition) && free_for_others(semaphore));
    }
  }

  void several_are_recorded_with_the_line_of_the_with_and_released_in_reverse_order() {
    Lock left("left");
    Lock right("right");
    Watched watched;
    const auto line = static_cast<std::uint32_t>(__LINE__ + 1);
    watched.start("worker", [&] { const With with(left, right); }).join();
    std::vector<std::pair<EventKind, std::string>> happened;
    for (const trace::Event& event : watched.events()) {
      if (event.kind != EventKind::acquired && event.kind != EventKind::released) continue;
      happened.emplace_back(event.kind, watched.name(event.object));
      QCOMPARE(event.source.line(), line);
      QVERIFY(event.source.file().ends_with("tst_with.cpp"));
    }
    using Happened = decltype(happened);
    QCOMPARE(happened, (Happened{{EventKind::acquired, "left"},
                                 {EventKind::acquired, "right"},
                                 {EventKind::released, "right"},
                                 {EventKind::released, "left"}}));
  }

  void opposite_orders_do_not_deadlock() {
    constexpr int rounds = 5'000;
    Lock left;
    Lock right;
    int crossings = 0;
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.push_back(watched.start("worker", [&, i] {
        for (int n = 0; n < rounds; ++n) {
          const With with(i % 2 == 0 ? left : right, i % 2 == 0 ? right : left);
          ++crossings;
        }
      }));
    }
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(crossings, 4 * rounds);
  }

  void waits_for_one_only_while_it_holds_none() {
    Lock left("left");
    Lock right("right");
    Watched watched;
    right.acquire();
    const Thread worker = watched.start("worker", [&] { const With with(left, right); });
    QVERIFY(watched.until_blocked("worker", "right"));
    QVERIFY(!left.locked());
    right.release();
    worker.join();
  }

  void the_same_lock_twice_raises_value_error_and_holds_nothing() {
    Lock one;
    Lock other;
    QVERIFY_THROWS_EXCEPTION(ValueError, const With with(one, one));
    QVERIFY_THROWS_EXCEPTION(ValueError, const With with(other, one, one));
    QVERIFY_THROWS_EXCEPTION(ValueError, const With with(one, other, one));
    QVERIFY(!one.locked() && !other.locked());
  }

  void a_run_that_is_taken_down_leaves_none_of_several_held() {
    Lock left("left");
    Lock right("right");
    Watched watched;
    right.acquire();
    watched.start("worker", [&] { const With with(left, right); });
    QVERIFY(watched.until_blocked("worker", "right"));
    watched.end();
    QVERIFY(!left.locked() && right.locked());
  }

  void a_destructor_on_the_way_down_gives_back_no_permit_that_it_did_not_get() {
    struct Closing {
      Semaphore& semaphore;
      ~Closing() { const With with(semaphore); }
    };
    Semaphore none(0);
    Watched watched;
    watched.start("worker", [&] {
      const Closing closing{none};
      sleep_for(1h);
    });
    QVERIFY(watched.until_asleep("worker"));
    watched.end();
    QCOMPARE(none.value(), 0);
  }

  void a_destructor_on_the_way_down_waits_for_none_of_several() {
    struct Closing {
      Lock& left;
      Lock& right;
      ~Closing() { const With with(left, right); }
    };
    Lock left;
    Lock right;
    right.acquire();
    Watched watched;
    watched.start("worker", [&] {
      const Closing closing{left, right};
      sleep_for(1h);
    });
    QVERIFY(watched.until_asleep("worker"));
    watched.end();
    QVERIFY(!left.locked() && right.locked());
  }
};

QTEST_APPLESS_MAIN(TestWith)
#include "tst_with.moc"
