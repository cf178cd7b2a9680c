#include <QtTest>
#include <stdexcept>

#include "threading/condition.h"
#include "threading/lock.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

void notify(Condition& condition, int n = 1) {
  const With with(condition);
  condition.notify(n);
}

}  // namespace

class TestConditionWaitFor : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_true_predicate_means_no_wait_and_no_ownership_check() {
    Condition condition;
    QVERIFY(condition.wait_for([] { return true; }));
    QVERIFY(condition.wait_for([] { return true; }, 0s));
    QVERIFY(condition.wait_for([] { return true; }, TIMEOUT_MAX + 1s));
    QVERIFY_THROWS_EXCEPTION(RuntimeError, condition.wait_for([] { return false; }));
  }

  void a_predicate_that_stays_false_is_false_after_the_timeout() {
    Condition condition;
    const With with(condition);
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(!condition.wait_for([] { return false; }, 20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
    QVERIFY(!condition.wait_for([] { return false; }, 0s));
    QVERIFY(!condition.wait_for([] { return false; }, -1s));
  }

  void an_error_of_the_predicate_propagates_with_the_lock_kept() {
    Lock lock;
    Condition condition(lock, "changed");
    Watched watched;
    bool raised = false;
    bool locked = false;
    const Thread waiter = watched.start("waiter", [&] {
      int calls = 0;
      lock.acquire();
      try {
        condition.wait_for([&]() -> bool {
          if (++calls == 2) throw std::logic_error("predicate");
          return false;
        });
      } catch (const std::logic_error&) {
        raised = true;
        locked = lock.locked();
      }
      lock.release();
    });
    QVERIFY(watched.until_blocked("waiter", "changed"));
    notify(condition);
    waiter.join();
    QVERIFY(raised);
    QVERIFY(locked);
  }

  void the_timeout_of_wait_for_is_one_deadline_that_wake_ups_do_not_restart() {
    Condition condition("changed");
    Watched watched;
    std::atomic<bool> over{false};
    const Thread notifier = watched.start("notifier", [&] {
      while (!over) notify(condition);
    });
    // With a deadline that restarts this would never end.
    const auto began = std::chrono::steady_clock::now();
    int asked = 0;
    const Thread waiter = watched.start("waiter", [&] {
      const With with(condition);
      QVERIFY(!condition.wait_for([&] { return ++asked < 0; }, 100ms));
    });
    waiter.join();
    over = true;
    notifier.join();
    QVERIFY(std::chrono::steady_clock::now() - began >= 100ms);
  }

  void wait_for_looks_at_the_predicate_once_more_after_the_timeout() {
    Condition condition;
    const With with(condition);
    int asked = 0;
    QVERIFY(condition.wait_for([&] { return ++asked == 2; }, 1ms));
    QCOMPARE(asked, 2);
  }
};

QTEST_APPLESS_MAIN(TestConditionWaitFor)
#include "tst_condition_wait_for.moc"
