#include <QtTest>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/condition.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

/// Threads that wait on a condition, begun one after another; each notes its name when its wait is over.
class Waiters {
 public:
  Waiters(Watched& watched, Condition& condition) : watched_(watched), condition_(condition) {}

  bool add(const std::string& name) {
    threads_.push_back(watched_.start(name, [this, name] {
      const With with(condition_);
      condition_.wait();
      returned_.push_back(name);
    }));
    return watched_.until_blocked(name, condition_name);
  }
  std::vector<std::string> returned() {
    const With with(condition_);
    return returned_;
  }
  bool until_returned(std::size_t count) {
    return until([&] { return returned().size() >= count; });
  }
  void join() {
    for (const Thread& thread : threads_) thread.join();
  }

  static constexpr auto condition_name = "changed";

 private:
  Watched& watched_;
  Condition& condition_;
  std::vector<std::string> returned_;
  std::vector<Thread> threads_;
};

using Names = std::vector<std::string>;

void notify(Condition& condition, int n = 1) {
  const With with(condition);
  condition.notify(n);
}

}  // namespace

class TestCondition : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void without_the_lock_wait_and_notify_raise_runtime_error() {
    Lock lock;
    Condition over_lock(lock);
    Condition over_own;
    for (Condition* condition : {&over_lock, &over_own}) {
      QVERIFY_THROWS_EXCEPTION(RuntimeError, condition->wait());
      QVERIFY_THROWS_EXCEPTION(RuntimeError, condition->wait(0s));
      QVERIFY_THROWS_EXCEPTION(RuntimeError, condition->notify());
      QVERIFY_THROWS_EXCEPTION(RuntimeError, condition->notify_all());
    }
    QVERIFY(!lock.locked());
  }

  void they_raise_also_when_another_thread_owns_the_rlock() {
    RLock lock;
    Condition condition(lock);
    lock.acquire();
    in_foreign_thread([&] {
      QVERIFY_THROWS_EXCEPTION(RuntimeError, condition.wait());
      QVERIFY_THROWS_EXCEPTION(RuntimeError, condition.notify());
      QVERIFY_THROWS_EXCEPTION(RuntimeError, condition.notify_all());
    });
    QCOMPARE(lock.depth(), 1);
  }

  void over_a_plain_lock_another_threads_notify_passes() {
    Lock lock;
    Condition condition(lock);
    lock.acquire();
    in_foreign_thread([&] { condition.notify(); });
    QVERIFY(lock.locked());
  }

  void two_conditions_over_one_lock_exclude_each_other() {
    Lock lock;
    Condition first(lock);
    Condition second(lock);
    const With with(first);
    QVERIFY(!second.acquire(non_blocking));
    QVERIFY(!second.acquire(0s));
  }

  void notify_on_one_of_two_conditions_does_not_wake_the_other() {
    Lock lock;
    Condition first(lock, "first");
    Condition second(lock, "second");
    Watched watched;
    const Thread one = watched.start("one", [&] {
      const With with(first);
      first.wait();
    });
    QVERIFY(watched.until_blocked("one", "first"));
    const Thread other = watched.start("other", [&] {
      const With with(second);
      second.wait();
    });
    QVERIFY(watched.until_blocked("other", "second"));
    notify(second, 2);
    other.join();
    QVERIFY(watched.is_waiting(EventKind::blocked, "one", "first"));
    notify(first);
    one.join();
  }

  void wait_gives_up_every_level_of_the_rlock_and_restores_all_of_them() {
    RLock lock;
    Condition condition(lock, "changed");
    int depth = 0;
    Watched watched;
    const Thread waiter = watched.start("waiter", [&] {
      for (int i = 0; i < 3; ++i) lock.acquire();
      condition.wait();
      depth = lock.depth();
      for (int i = 0; i < 3; ++i) lock.release();
    });
    QVERIFY(watched.until_blocked("waiter", "changed"));
    QCOMPARE(lock.depth(), 0);
    notify(condition);
    waiter.join();
    QCOMPARE(depth, 3);
    QCOMPARE(lock.depth(), 0);
  }

  void a_wait_that_timed_out_is_false_with_every_level_held_again() {
    RLock lock;
    Condition condition(lock);
    lock.acquire();
    lock.acquire();
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(!condition.wait(20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
    QVERIFY(lock.is_owned());
    QCOMPARE(lock.depth(), 2);
  }

  void zero_and_negative_timeouts_return_at_once_with_the_lock_held() {
    Lock lock;
    Condition condition(lock);
    lock.acquire();
    QVERIFY(!condition.wait(0s));
    QVERIFY(!condition.wait(-1s));
    QVERIFY(lock.locked());
  }

  void a_waiter_that_timed_out_returns_only_with_the_lock() {
    Lock lock("till");
    Condition condition(lock, "changed");
    threading::Event taken;
    threading::Event give;
    Watched watched;
    std::optional<bool> result;
    const Thread waiter = watched.start("waiter", [&] {
      const With with(condition);
      result = condition.wait(20ms);
    });
    QVERIFY(watched.until_happened(EventKind::blocked, "waiter"));
    const Thread holder = watched.start("holder", [&] {
      const With with(lock);
      taken.set();
      give.wait();
    });
    taken.wait();
    // Either it has timed out before the holder came, and is gone, or it wants the lock back.
    QVERIFY(until([&] { return !waiter.is_alive() || watched.is_waiting(EventKind::blocked, "waiter", "till"); }));
    give.set();
    waiter.join();
    holder.join();
    QCOMPARE(result, std::optional(false));
  }

  void notify_without_waiters_is_lost() {
    Condition condition;
    const With with(condition);
    condition.notify();
    condition.notify_all();
    condition.notify(5);
    QVERIFY(!condition.wait(1ms));
  }

  void notify_of_zero_or_less_wakes_nobody() {
    Condition condition(Waiters::condition_name);
    Watched watched;
    Waiters waiters(watched, condition);
    QVERIFY(waiters.add("a"));
    notify(condition, 0);
    notify(condition, -1);
    QVERIFY(watched.events(EventKind::notified).empty());
    QVERIFY(waiters.returned().empty());
    QVERIFY(watched.is_waiting(EventKind::blocked, "a", "changed"));
    notify(condition);
    waiters.join();
  }

  void notify_of_more_than_wait_is_fine() {
    Condition condition(Waiters::condition_name);
    Watched watched;
    Waiters waiters(watched, condition);
    QVERIFY(waiters.add("a"));
    QVERIFY(waiters.add("b"));
    notify(condition, 100);
    waiters.join();
    QCOMPARE(waiters.returned().size(), std::size_t{2});
  }

  void waiters_are_woken_first_come_first_served_exactly_n_by_notify_of_n() {
    Condition condition(Waiters::condition_name);
    Watched watched;
    Waiters waiters(watched, condition);
    for (const char* name : {"a", "b", "c", "d", "e"}) QVERIFY(waiters.add(name));
    notify(condition, 2);
    QVERIFY(waiters.until_returned(2));
    QCOMPARE(waiters.returned(), (Names{"a", "b"}));
    for (const char* name : {"c", "d", "e"}) QVERIFY(watched.is_waiting(EventKind::blocked, name, "changed"));
    notify(condition);
    QVERIFY(waiters.until_returned(3));
    QCOMPARE(waiters.returned(), (Names{"a", "b", "c"}));
    {
      const With with(condition);
      condition.notify_all();
    }
    waiters.join();
    QCOMPARE(waiters.returned().size(), std::size_t{5});
  }

  void a_waiter_that_timed_out_is_off_the_list_and_notify_reaches_the_next() {
    Condition condition(Waiters::condition_name);
    Watched watched;
    Waiters waiters(watched, condition);
    threading::Event go;
    const Thread early = watched.start("early", [&] {
      const With with(condition);
      QVERIFY(!condition.wait(1ms));
    });
    QVERIFY(waiters.add("next"));
    early.join();
    notify(condition);
    waiters.join();
    QCOMPARE(waiters.returned(), (Names{"next"}));
  }

  void notify_does_not_give_up_the_lock() {
    Condition condition(Waiters::condition_name);
    Watched watched;
    Waiters waiters(watched, condition);
    QVERIFY(waiters.add("a"));
    condition.acquire();
    condition.notify();
    in_foreign_thread([&] { QVERIFY(!condition.acquire(non_blocking)); });
    QVERIFY(watched.is_waiting(EventKind::blocked, "a", "changed"));
    QVERIFY(waiters.returned().empty());
    condition.release();
    waiters.join();
  }

  void timeout_max_really_blocks_and_more_raises_with_everything_as_it_was() {
    RLock lock;
    Condition condition(lock, Waiters::condition_name);
    Watched watched;
    bool result = false;
    const Thread waiter = watched.start("waiter", [&] {
      const With with(condition);
      QVERIFY_THROWS_EXCEPTION(OverflowError, condition.wait(TIMEOUT_MAX + 1s));
      QCOMPARE(lock.depth(), 1);
      result = condition.wait(TIMEOUT_MAX);
    });
    QVERIFY(watched.until_blocked("waiter", "changed"));
    notify(condition);
    waiter.join();
    QVERIFY(result);
  }

  void the_trace_tells_who_was_chosen() {
    Condition condition(Waiters::condition_name);
    Watched watched;
    Waiters waiters(watched, condition);
    QVERIFY(waiters.add("a"));
    watched
        .start("notifier",
               [&] {
                 const With with(condition);
                 condition.notify(5);
                 condition.notify();
               })
        .join();
    waiters.join();
    const auto notified = watched.events(EventKind::notified);
    QCOMPARE(notified.size(), std::size_t{2});
    QCOMPARE(watched.name(notified[0].peer), "a");
    QCOMPARE(watched.name(trace::ObjectId{static_cast<std::uint32_t>(notified[0].value)}), "changed lock");
    QCOMPARE(watched.name(notified[1].peer), "");
    using K = EventKind;
    QCOMPARE(watched.kinds("changed"), (std::vector{K::blocked, K::notified, K::notified, K::resumed}));
    // From then on it waited for the lock.
    const auto woke = watched.events(EventKind::woke);
    QCOMPARE(woke.size(), std::size_t{1});
    QCOMPARE(watched.name(woke[0].peer), "a");
    QCOMPARE(watched.name(woke[0].object), "changed lock");
  }

  void many_waiters_and_notifiers_lose_no_wake_up() {
    constexpr int items = 2'000;
    Condition condition;
    int available = 0;
    int taken = 0;
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.push_back(watched.start("consumer", [&] {
        for (int n = 0; n < items; ++n) {
          const With with(condition);
          condition.wait_for([&] { return available > 0; });
          --available;
          ++taken;
        }
      }));
      threads.push_back(watched.start("producer", [&] {
        for (int n = 0; n < items; ++n) {
          const With with(condition);
          ++available;
          condition.notify();
        }
      }));
    }
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(taken, 4 * items);
  }

  void who_is_taken_down_between_queueing_and_waiting_is_off_the_list() {
    Lock lock("lock");
    Condition condition(lock);
    {
      Watched watched;
      watched.session()->set_pace(50ms);
      watched.start("w", [&] {
        const With with(condition);
        condition.wait();
      });
      // It has given the lock up, and pauses before it begins to wait.
      QVERIFY(watched.until_happened(EventKind::released, "w"));
    }
    const With with(condition);
    condition.notify();
    QVERIFY(lock.locked());
  }
};

QTEST_APPLESS_MAIN(TestCondition)
#include "tst_condition.moc"
