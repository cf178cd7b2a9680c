#include <QtTest>
#include <functional>
#include <string>
#include <vector>

#include "threading/condition.h"
#include "threading/event.h"
#include "threading/interpreter_lock.h"
#include "threading/lock.h"
#include "threading/queue.h"
#include "threading/rlock.h"
#include "threading/semaphore.h"
#include "threading/session.h"
#include "threading/shared.h"
#include "threading/sleep.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

constexpr auto shortest = InterpreterLock::shortest_switch_interval;

/// Everything that a thread can wait for.
struct Waits {
  Waits() {
    lock.acquire();
    rlock.acquire();
    full.put(1);
  }

  Lock lock{"lock"};
  RLock rlock{"rlock"};
  Semaphore semaphore{0, "semaphore"};
  threading::Event event{"event"};
  Condition condition{"condition"};
  Queue<int> empty{0, "empty"};
  Queue<int> full{1, "full"};
};

void wait_on(Condition& condition) {
  const With with(condition);
  condition.wait();
}

/// Computes without a check.
void spin(std::chrono::nanoseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) {
  }
}

/// In the thread "one": until "two" has waited for the lock long enough to ask for it.
void until_asked(Watched& watched) {
  while (!watched.is_waiting(EventKind::blocked, "two", "gil")) std::this_thread::yield();
  spin(2 * shortest);
}

std::vector<std::string> holders(Watched& watched) {
  std::vector<std::string> names;
  for (const trace::Event& event : watched.history("gil")) {
    if (event.kind == EventKind::acquired) names.push_back(watched.name(event.thread));
  }
  return names;
}

}  // namespace

class TestInterpreterLockWaits : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_wait_gives_it_up_so_that_waits_overlap() {
    Waits waits;
    InterpreterLock lock(5ms, "gil");
    Watched watched;
    const std::vector<std::pair<std::string, std::function<void()>>> all{
        {"lock", [&] { waits.lock.acquire(); }},  {"rlock", [&] { waits.rlock.acquire(); }},
        {"event", [&] { waits.event.wait(); }},   {"semaphore", [&] { waits.semaphore.acquire(); }},
        {"empty", [&] { waits.empty.get(); }},    {"full", [&] { waits.full.put(2); }},
        {"full", [&] { waits.full.join(); }},     {"condition", [&] { wait_on(waits.condition); }},
        {"event", [&] { waits.event.wait(1h); }},
    };
    int number = 0;
    for (const auto& [object, wait] : all) {
      const std::string name = "waiter " + std::to_string(++number);
      watched.start(name, [&lock, wait = wait] {
        const InterpreterLock::Hold hold(lock);
        wait();
      });
      QVERIFY2(watched.until_blocked(name, object), name.c_str());
      QVERIFY2(!lock.locked(), name.c_str());
    }
    QCOMPARE(static_cast<std::size_t>(number), holders(watched).size());
  }

  void sleeping_threads_overlap() {
    InterpreterLock lock(5ms, "gil");
    Watched watched;
    for (const char* name : {"one", "two", "three"}) {
      watched.start(name, [&] {
        const InterpreterLock::Hold hold(lock);
        sleep_for(1h);
      });
    }
    for (const char* name : {"one", "two", "three"}) QVERIFY(watched.until_asleep(name));
    QVERIFY(!lock.locked());
  }

  void it_is_taken_back_before_the_operation_returns() {
    Lock till("till");
    InterpreterLock lock(50ms, "gil");
    till.acquire();
    Watched watched;
    bool had_both = false;
    const Thread waiter = watched.start("waiter", [&] {
      const InterpreterLock::Hold hold(lock);
      till.acquire();
      had_both = lock.locked();
    });
    QVERIFY(watched.until_blocked("waiter", "till"));
    std::atomic<bool> go{false};
    watched.start("holder", [&] {
      const InterpreterLock::Hold hold(lock);
      till.release();
      while (!go) std::this_thread::yield();
    });
    // It has the till, and waits for the other one.
    QVERIFY(watched.until_blocked("waiter", "gil"));
    QVERIFY(till.locked());
    go = true;
    waiter.join();
    QVERIFY(had_both);
  }

  void an_operation_that_need_not_wait_gives_nothing_up() {
    Waits waits;
    InterpreterLock lock(5ms, "gil");
    Watched watched;
    watched
        .start("worker",
               [&] {
                 const InterpreterLock::Hold hold(lock);
                 waits.lock.release();
                 waits.lock.acquire();
                 QVERIFY(!waits.rlock.acquire(non_blocking));
                 waits.empty.put(1);
                 waits.empty.get();
                 QVERIFY(!waits.event.wait(0s));
               })
        .join();
    QCOMPARE(watched.kinds("gil"), (std::vector{EventKind::acquired, EventKind::released}));
  }

  void an_operation_that_raises_after_a_wait_has_it_back() {
    Waits waits;
    InterpreterLock lock;
    const InterpreterLock::Hold hold(lock);
    QVERIFY_THROWS_EXCEPTION(Empty, waits.empty.get(1ms));
    QVERIFY(lock.locked());
  }

  void a_started_thread_begins_by_taking_it_and_start_returns_after_that() {
    InterpreterLock lock(50ms, "gil");
    bool began = false;  // ThreadSanitizer watches it
    bool seen = false;
    Watched watched;
    watched
        .start("parent",
               [&] {
                 const InterpreterLock::Hold hold(lock);
                 Thread child(Thread::Options{.name = "child"}, [&] { began = true; });
                 child.start();
                 seen = began;
                 child.join();
               })
        .join();
    QVERIFY(seen);
    const auto order = holders(watched);
    QVERIFY(order.size() >= 3);
    QCOMPARE((std::vector(order.begin(), order.begin() + 3)), (std::vector<std::string>{"parent", "child", "parent"}));
    QVERIFY(!lock.locked());
  }

  void a_thread_that_was_started_by_one_that_takes_part_takes_part_already() {
    InterpreterLock lock(5ms);
    bool raised = false;
    const InterpreterLock::Hold hold(lock);
    Thread child([&] {
      try {
        const InterpreterLock::Hold again(lock);
      } catch (const RuntimeError&) {
        raised = true;
      }
    });
    child.start();
    child.join();
    QVERIFY(raised);
  }

  void who_goes_to_wait_when_it_was_asked_lets_another_one_have_it_first() {
    InterpreterLock lock(shortest, "gil");
    Watched watched;
    const Thread one = watched.start("one", [&] {
      const InterpreterLock::Hold hold(lock);
      until_asked(watched);
      const InterpreterLock::Released released;
    });
    QVERIFY(until([&] { return lock.locked(); }));
    const Thread two = watched.start("two", [&] { const InterpreterLock::Hold hold(lock); });
    one.join();
    QCOMPARE(holders(watched), (std::vector<std::string>{"one", "two", "one"}));
  }

  void a_scope_without_it_lets_others_compute() {
    InterpreterLock lock(50ms, "gil");
    bool free = false;
    const InterpreterLock::Hold hold(lock);
    {
      const InterpreterLock::Released released;
      free = !lock.locked();
    }
    QVERIFY(free && lock.locked());
  }

  void a_wait_in_a_scope_without_it_does_not_take_it_back() {
    threading::Event event;
    InterpreterLock lock(50ms);
    const InterpreterLock::Hold hold(lock);
    {
      const InterpreterLock::Released released;
      QVERIFY(!event.wait(1ms));
      {
        const InterpreterLock::Released again;
        sleep_for(1ms);
      }
      QVERIFY(!lock.locked());
    }
    QVERIFY(lock.locked());
  }

  void a_scope_without_it_is_nothing_to_a_thread_that_takes_no_part() { const InterpreterLock::Released released; }

  void a_pause_keeps_the_holder_the_holder() {
    InterpreterLock lock(shortest, "gil");
    Shared<int> counter(0, "counter");
    Watched watched;
    for (const char* name : {"one", "two"}) {
      watched.start(name, [&] {
        const InterpreterLock::Hold hold(lock);
        for (;; counter.fetch_add(1)) spin(shortest);
      });
    }
    QVERIFY(until([&] { return holders(watched).size() >= 4; }));
    watched.session()->pause();
    QVERIFY(until([&] { return !watched.events(EventKind::reached).empty(); }));
    QVERIFY(lock.locked());
    QCOMPARE(holders(watched).back(), watched.name(watched.events(EventKind::reached).front().thread));
    const std::size_t turns = holders(watched).size();
    watched.session()->resume();
    QVERIFY(until([&] { return holders(watched).size() >= turns + 4; }));
  }

  void slow_motion_shows_one_thread_at_a_time() {
    InterpreterLock lock(shortest, "gil");
    Shared<int> counter(0, "counter");
    Watched watched;
    const auto count = [&] {
      for (int n = 0; n < 5; ++n) counter.fetch_add(1);
    };
    const Thread one = watched.start("one", [&] {
      const InterpreterLock::Hold hold(lock);
      until_asked(watched);
      count();
    });
    QVERIFY(until([&] { return lock.locked(); }));
    watched.session()->set_pace(1ms);
    const Thread two = watched.start("two", [&] {
      const InterpreterLock::Hold hold(lock);
      count();
    });
    one.join();
    two.join();
    QCOMPARE(counter.load(), 10);
    const auto turns = holders(watched);
    QVERIFY(turns.size() >= 8);
    for (std::size_t i = 1; i < turns.size(); ++i) QVERIFY(turns[i] != turns[i - 1]);
  }

  void taking_down_ends_every_wait_for_it() {
    InterpreterLock lock(50ms, "gil");
    std::atomic<bool> go{false};
    Watched watched;
    watched.start("holder", [&] {
      const InterpreterLock::Hold hold(lock);
      while (!go) std::this_thread::yield();
      for (;;) Session::breathe();
    });
    QVERIFY(until([&] { return lock.locked(); }));
    for (const char* name : {"one", "two"}) {
      watched.start(name, [&] {
        const InterpreterLock::Hold hold(lock);
        for (;;) Session::breathe();
      });
      QVERIFY(watched.until_blocked(name, "gil"));
    }
    watched.session()->take_down();
    QVERIFY(watched.until_happened(EventKind::resumed, "one"));
    QVERIFY(watched.until_happened(EventKind::resumed, "two"));
    go = true;
    QVERIFY(watched.session()->wait_until_empty(Deadline::after(60s)));
    QVERIFY(!lock.locked());
  }

  void taking_down_reaches_threads_that_take_turns() {
    for (int round = 0; round < 100; ++round) {
      InterpreterLock lock(shortest);
      Watched watched;
      for (int i = 0; i < 3; ++i) {
        watched.start("worker", [&] {
          const InterpreterLock::Hold hold(lock);
          for (;;) Session::breathe();
        });
      }
      QVERIFY(until([&] { return lock.locked(); }));
      watched.session()->take_down();
      QVERIFY(watched.session()->wait_until_empty(Deadline::after(60s)));
      QVERIFY(!lock.locked());
    }
  }

  void taking_one_session_down_leaves_the_lock_to_another() {
    InterpreterLock lock(shortest, "gil");
    Watched one;
    Watched other;
    for (Watched* each : {&one, &other}) {
      each->start("worker", [&] {
        const InterpreterLock::Hold hold(lock);
        for (;;) Session::breathe();
      });
    }
    QVERIFY(until([&] { return holders(one).size() >= 3; }));
    one.end();
    QVERIFY(until([&] { return lock.locked(); }));
    other.end();
    QVERIFY(!lock.locked());
  }
};

QTEST_APPLESS_MAIN(TestInterpreterLockWaits)
#include "tst_interpreter_lock_waits.moc"
