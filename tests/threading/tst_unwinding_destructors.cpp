#include <QtTest>
#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "threading/condition.h"
#include "threading/event.h"
#include "threading/local.h"
#include "threading/lock.h"
#include "threading/queue.h"
#include "threading/rlock.h"
#include "threading/semaphore.h"
#include "threading/session.h"
#include "threading/sleep.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

/// Runs `work` when it goes; may raise.
class AtEnd {
 public:
  explicit AtEnd(std::function<void()> work) : work_(std::move(work)) {}
  ~AtEnd() noexcept(false) { work_(); }
  AtEnd(const AtEnd&) = delete;
  AtEnd& operator=(const AtEnd&) = delete;

 private:
  std::function<void()> work_;
};

}  // namespace

class TestUnwindingDestructors : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void locks_are_released_on_the_way_down() {
    Lock lock("lock");
    RLock rlock("rlock");
    BoundedSemaphore semaphore(2, "semaphore");
    threading::Event never("never");
    Watched watched;
    watched.start("worker", [&] {
      const With first(lock);
      const With second(rlock);
      const With third(rlock);
      const With fourth(semaphore);
      never.wait();
    });
    QVERIFY(watched.until_blocked("worker", "never"));
    watched.end();
    QVERIFY(!lock.locked());
    QCOMPARE(rlock.depth(), 0);
    QCOMPARE(semaphore.value(), 2);
  }

  void a_thread_whose_wait_lost_the_lock_does_not_release_the_holders() {
    Lock lock("till");
    Condition condition(lock, "changed");
    std::atomic<bool> may_take{false};
    std::atomic<bool> inside{false};
    Watched watched;
    const Thread holder = watched.start("holder", [&] {
      while (!may_take) std::this_thread::yield();
      const With with(lock);
      inside = true;
      while (inside) std::this_thread::yield();
    });
    const Thread waiter = watched.start("waiter", [&] {
      const With with(condition);
      condition.wait();
    });
    QVERIFY(watched.until_blocked("waiter", "changed"));
    may_take = true;
    QVERIFY(until([&] { return inside.load(); }));
    watched.session()->take_down();
    waiter.join();
    QVERIFY(lock.locked());
    QVERIFY(!lock.acquire(non_blocking));
    inside = false;
    QVERIFY(watched.session()->wait_until_empty(Deadline::after(60s)));
    QVERIFY(!lock.locked());
  }

  void destructors_on_the_way_down_find_operations_that_return_at_once() {
    Lock lock("lock");
    RLock rlock("rlock");
    Condition condition(lock, "condition");
    Condition over_own("over own");
    Semaphore none(0);
    threading::Event never("never");
    Queue<int> empty;
    Queue<int> full(1);
    Queue<int> work;
    lock.acquire();
    rlock.acquire();
    full.put(1);
    work.put(1);
    int ends = 0;
    Watched watched;
    const Thread other = watched.start("other", [&] { never.wait(); });
    QVERIFY(watched.until_blocked("other", "never"));
    watched.start("worker", [&] {
      const AtEnd last([&] { ++ends; });
      const AtEnd waits([&] {
        const With first(lock);
        const With second(rlock);
        const With third(none);
        const With fourth(over_own);
        condition.wait();
        over_own.wait();
        over_own.wait_for([] { return false; });
        over_own.wait_for([] { return false; }, 1h);
        over_own.notify_all();
        never.wait();
        empty.get();
        full.put(2);
        work.join();
        other.join();
        sleep_for(1h);
        ++ends;
      });
      never.wait();
    });
    QVERIFY(watched.until_blocked("worker", "never"));
    watched.session()->take_down();
    QVERIFY(watched.session()->wait_until_empty(Deadline::after(60s)));
    QCOMPARE(ends, 2);
    QVERIFY(lock.locked());
    QCOMPARE(rlock.depth(), 1);
    QCOMPARE(full.qsize(), 1);
  }

  void a_destructor_that_waits_on_the_normal_way_is_unwound_too() {
    threading::Event never("never");
    bool went_on = false;
    Watched watched;
    watched.start("worker", [&] {
      {
        const AtEnd waits([&] { never.wait(); });
      }
      went_on = true;
    });
    QVERIFY(watched.until_blocked("worker", "never"));
    watched.end();
    QVERIFY(!went_on);
  }

  void a_destructor_that_waits_while_an_error_unwinds_gives_up() {
    threading::Event never("never");
    std::string told;
    Watched watched({.excepthook = [&](const ThreadHandle&, const std::exception_ptr& error) {
      try {
        std::rethrow_exception(error);
      } catch (const std::exception& exception) {
        told = exception.what();
      }
    }});
    watched.start("worker", [&] {
      const AtEnd waits([&] { never.wait(); });
      throw std::runtime_error("broken");
    });
    QVERIFY(watched.until_blocked("worker", "never"));
    watched.end();
    QCOMPARE(told, "broken");
  }

  void what_a_thread_lets_go_at_its_end_may_use_the_library() {
    Lock lock;
    threading::Event never("never");
    std::atomic<int> let_go{0};
    struct User {
      User(Lock& its_lock, threading::Event& its_event, std::atomic<int>& its_count)
          : lock(its_lock), event(its_event), count(its_count) {}
      ~User() {
        const With with(lock);
        event.wait();
        event.clear();
        ++count;
      }
      Lock& lock;
      threading::Event& event;
      std::atomic<int>& count;
    };
    local<std::shared_ptr<User>> value([&] { return std::make_shared<User>(lock, never, let_go); });
    Watched watched;
    watched.start("worker", [&, user = std::make_shared<User>(lock, never, let_go)] {
      value.get();
      never.wait();
    });
    QVERIFY(watched.until_blocked("worker", "never"));
    watched.end();
    QCOMPARE(let_go.load(), 2);
  }
};

QTEST_APPLESS_MAIN(TestUnwindingDestructors)
#include "tst_unwinding_destructors.moc"
