#include <QtTest>
#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "threading/event.h"
#include "threading/interpreter_lock.h"
#include "threading/lock.h"
#include "threading/quiet_runtime.h"
#include "threading/semaphore.h"
#include "threading/session.h"
#include "threading/shared.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

constexpr auto shortest = InterpreterLock::shortest_switch_interval;

void compute_for(std::chrono::nanoseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) Session::breathe();
}

/// Of the lock's history what changed its holder: who took it, in that order.
std::vector<std::string> takers(Watched& watched) {
  std::vector<std::string> names;
  for (const trace::Event& event : watched.history("gil")) {
    if (event.kind == EventKind::acquired) names.push_back(watched.name(event.thread));
  }
  return names;
}

/// Empty if it was taken and given up by one thread at a time.
std::string misuse(Watched& watched) {
  trace::ThreadId holder{};
  for (const trace::Event& event : watched.history("gil")) {
    if (event.kind == EventKind::acquired) {
      if (holder) return watched.name(event.thread) + " took it while " + watched.name(holder) + " had it";
      holder = event.thread;
    }
    if (event.kind == EventKind::released) {
      if (holder != event.thread) return watched.name(event.thread) + " gave up what it did not have";
      holder = {};
    }
  }
  return {};
}

trace::Time when(Watched& watched, const std::string& thread, EventKind kind) {
  for (const trace::Event& event : watched.events(kind)) {
    if (watched.name(event.thread) == thread) return event.time;
  }
  return {};
}

/// A thread of its own that takes part and computes for ever.
Thread start_computing(Watched& watched, InterpreterLock& lock, const std::string& name) {
  return watched.start(name, [&lock] {
    const InterpreterLock::Hold hold(lock);
    for (;;) Session::breathe();
  });
}

}  // namespace

class TestInterpreterLock : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_switch_interval_is_5_ms_as_in_python() {
    const InterpreterLock lock;
    QCOMPARE(lock.switch_interval(), std::chrono::nanoseconds(5ms));
  }

  void the_switch_interval_may_be_set_between_a_tenth_and_50_ms() {
    InterpreterLock lock(20ms);
    QCOMPARE(lock.switch_interval(), std::chrono::nanoseconds(20ms));
    for (const Timeout good : {Timeout(100us), Timeout(50ms), Timeout(std::chrono::duration<double>(0.005))}) {
      lock.set_switch_interval(good);
    }
    QCOMPARE(lock.switch_interval(), std::chrono::nanoseconds(5ms));
    for (const Timeout bad : {Timeout(99us), Timeout(51ms), Timeout(0s), Timeout(-1s)}) {
      QVERIFY_THROWS_EXCEPTION(ValueError, lock.set_switch_interval(bad));
      QVERIFY_THROWS_EXCEPTION(ValueError, const InterpreterLock lock_of_it(bad));
    }
    QCOMPARE(lock.switch_interval(), std::chrono::nanoseconds(5ms));
  }

  void is_held_from_hold_to_the_end_of_its_scope() {
    InterpreterLock lock;
    QVERIFY(!lock.locked());
    {
      const InterpreterLock::Hold hold(lock);
      QVERIFY(lock.locked());
    }
    QVERIFY(!lock.locked());
  }

  void a_second_hold_in_one_thread_raises_runtime_error_and_changes_nothing() {
    InterpreterLock lock;
    InterpreterLock other;
    const InterpreterLock::Hold hold(lock);
    QVERIFY_THROWS_EXCEPTION(RuntimeError, const InterpreterLock::Hold again(lock));
    QVERIFY_THROWS_EXCEPTION(RuntimeError, const InterpreterLock::Hold again(other));
    QVERIFY(lock.locked() && !other.locked());
  }

  void threads_that_compute_take_turns() {
    InterpreterLock lock(shortest, "gil");
    Watched watched;
    const std::vector<std::string> names{"one", "two", "three"};
    for (const std::string& name : names) start_computing(watched, lock, name);
    QVERIFY(until([&] {
      std::map<std::string, int> turns;
      for (const std::string& name : takers(watched)) ++turns[name];
      return std::all_of(names.begin(), names.end(), [&](const std::string& name) { return turns[name] >= 20; });
    }));
    watched.end();
    QCOMPARE(misuse(watched), std::string());
  }

  void whoever_was_asked_to_give_it_up_is_not_the_next_to_have_it() {
    InterpreterLock lock(shortest, "gil");
    Watched watched;
    start_computing(watched, lock, "one");
    start_computing(watched, lock, "two");
    QVERIFY(until([&] { return takers(watched).size() >= 100; }));
    watched.end();
    const auto all = takers(watched);
    for (std::size_t i = 1; i < all.size(); ++i) QVERIFY2(all[i] != all[i - 1], std::to_string(i).c_str());
  }

  void nobody_gives_it_up_before_it_was_waited_for_one_interval() {
    InterpreterLock lock(50ms, "gil");
    Watched watched;
    start_computing(watched, lock, "one");
    QVERIFY(watched.until_happened(EventKind::acquired, "one"));
    start_computing(watched, lock, "two");
    QVERIFY(watched.until_happened(EventKind::acquired, "two"));
    QVERIFY(when(watched, "two", EventKind::acquired) - when(watched, "two", EventKind::thread_started) >= 45ms);
  }

  void a_new_interval_applies_to_a_wait_that_has_begun() {
    InterpreterLock lock(shortest, "gil");
    std::atomic<bool> go{false};
    Watched watched;
    watched.start("one", [&] {
      const InterpreterLock::Hold hold(lock);
      while (!go) std::this_thread::yield();
      for (;;) Session::breathe();
    });
    QVERIFY(watched.until_happened(EventKind::acquired, "one"));
    start_computing(watched, lock, "two");
    QVERIFY(watched.until_blocked("two", "gil"));
    lock.set_switch_interval(50ms);
    go = true;
    QVERIFY(watched.until_happened(EventKind::acquired, "two"));
    QVERIFY(when(watched, "two", EventKind::acquired) - when(watched, "two", EventKind::thread_started) >= 45ms);
  }

  void nobody_gives_it_up_that_nobody_waits_for() {
    InterpreterLock lock(shortest, "gil");
    Watched watched;
    watched
        .start("alone",
               [&] {
                 const InterpreterLock::Hold hold(lock);
                 compute_for(20ms);
               })
        .join();
    QCOMPARE(watched.kinds("gil"), (std::vector{EventKind::acquired, EventKind::released}));
  }

  void what_a_holder_did_the_next_one_sees() {
    constexpr int rounds = 20'000;
    InterpreterLock lock(shortest);
    int counter = 0;  // ThreadSanitizer watches it
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.push_back(watched.start("worker", [&] {
        const InterpreterLock::Hold hold(lock);
        for (int n = 0; n < rounds; ++n) {
          ++counter;
          Session::breathe();
        }
      }));
    }
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(counter, 3 * rounds);
  }

  void an_update_can_be_lost_under_it() {
    InterpreterLock lock(shortest, "gil");
    Shared<int> counter(0, "counter");
    Watched watched;
    const Thread one = watched.start("one", [&] {
      const InterpreterLock::Hold hold(lock);
      const int seen = counter.load();
      while (!watched.is_waiting(EventKind::blocked, "two", "gil")) std::this_thread::yield();
      for (const auto end = std::chrono::steady_clock::now() + 2 * shortest; std::chrono::steady_clock::now() < end;) {
      }
      counter.store(seen + 1);
    });
    QVERIFY(until([&] { return lock.locked(); }));
    const Thread two = watched.start("two", [&] {
      const InterpreterLock::Hold hold(lock);
      counter.fetch_add(1);
    });
    one.join();
    two.join();
    QCOMPARE(counter.load(), 1);
  }

  void a_thread_that_waits_often_falls_behind_one_that_computes() {
    constexpr int rounds = 10;
    InterpreterLock lock(5ms, "gil");
    threading::Event arrived("arrived");
    std::atomic<int> served{0};
    Watched watched;
    const Thread io = watched.start("io", [&] {
      const InterpreterLock::Hold hold(lock);
      for (int n = 0; n < rounds; ++n) {
        arrived.wait();
        arrived.clear();
        ++served;
      }
    });
    QVERIFY(watched.until_blocked("io", "arrived"));
    const Thread cpu = watched.start("cpu", [&] {
      const InterpreterLock::Hold hold(lock);
      for (int n = 0; n < rounds; ++n) {
        arrived.set();
        while (served == n) Session::breathe();
      }
    });
    io.join();
    cpu.join();
    // Each time it had what it waited for, and then waited for a whole interval more.
    trace::Time waited{};
    trace::Time since{};
    int turns = 0;
    for (const trace::Event& event : watched.history("gil")) {
      if (watched.name(event.thread) != "io") continue;
      if (event.kind == EventKind::blocked) since = event.time;
      if (event.kind == EventKind::acquired && since > trace::Time()) {
        waited += event.time - std::exchange(since, {});
        ++turns;
      }
    }
    QCOMPARE(turns, rounds);
    QVERIFY(waited >= rounds * 4ms);
  }

  void threads_that_take_no_part_are_not_held_up() {
    InterpreterLock lock(50ms);
    Watched watched;
    start_computing(watched, lock, "holder");
    QVERIFY(until([&] { return lock.locked(); }));
    Shared<int> counter;
    watched.start("other", [&] { counter.fetch_add(1); }).join();
    QCOMPARE(counter.load(), 1);
  }

  void works_unwatched_and_outside_of_sessions() {
    constexpr int rounds = 2'000;
    InterpreterLock lock(shortest);
    Shared<int> counter;
    std::vector<Thread> threads;
    const InterpreterLock::Hold hold(lock);
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < rounds; ++n) counter.fetch_add(1);
      });
      threads.back().start();
    }
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(counter.load(), 3 * rounds);
    QVERIFY(lock.locked());
  }

  void every_operation_of_an_unwatched_thread_is_a_check_too() {
    InterpreterLock lock(shortest);
    Lock till;
    Semaphore permits;
    threading::Event event;
    std::atomic<bool> went{false};
    Thread one([&] {
      const InterpreterLock::Hold hold(lock);
      QVERIFY(!Context::plain());
      while (!went) {
        till.acquire();
        till.release();
        permits.acquire();
        permits.release();
        event.set();
        event.clear();
      }
    });
    Thread two([&] {
      const InterpreterLock::Hold hold(lock);
      went = true;
    });
    one.start();
    QVERIFY(until([&] { return lock.locked(); }));
    two.start();
    one.join();
    two.join();
    QVERIFY(Context::plain());
  }

  void a_controlled_run_takes_no_lock_but_can_find_it() {
    class Untouched final : public QuietRuntime {
      Decision announce(Context&, const Operation&, Subject&, FunctionRef<bool()>, Deadline) override {
        ++announced;
        return Decision::act;
      }

     public:
      int announced = 0;
    };
    Untouched runtime;
    InterpreterLock lock;
    const auto session = std::make_shared<Session>(Session::Options{.runtime = &runtime});
    const auto context = session->adopt("main");
    const Session::Visit visit(*context);
    const InterpreterLock::Hold hold(lock);
    Session::breathe();
    QVERIFY(!lock.locked());
    QCOMPARE(runtime.announced, 0);
    QVERIFY(Context::current().interpreter_lock() == &lock);
  }
};

QTEST_APPLESS_MAIN(TestInterpreterLock)
#include "tst_interpreter_lock.moc"
