#include <sys/resource.h>

#include <QtTest>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/condition.h"
#include "threading/event.h"
#include "threading/local.h"
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

/// Everything that a thread can wait for, and a thread that waits for each.
class Stuck {
 public:
  explicit Stuck(Watched& watched) : watched_(watched) {
    lock_.acquire();
    rlock_.acquire();
    full_.put(1);
    work_.put(1);
    threads_.reserve(20);  // a thread that joins another one reads it while more are added
  }
  ~Stuck() { watched_.end(); }
  Stuck(const Stuck&) = delete;
  Stuck& operator=(const Stuck&) = delete;

  bool start_all() {
    return start("lock", [this] { lock_.acquire(); }) && start("rlock", [this] { rlock_.acquire(); }) &&
           start("semaphore", [this] { semaphore_.acquire(); }) && start("event", [this] { event_.wait(); }) &&
           start("condition", [this] { wait_on(condition_); }) && start("empty", [this] { empty_.get(); }) &&
           start("full", [this] { full_.put(2); }) && start("work", [this] { work_.join(); }) &&
           start("timed", [this] { timed_.wait(1h); }) && start_sleeping() &&
           start(
               "waits for event", [this] { threads_[3].join(); }, "waits for waits for event");
  }
  int taken_down() const { return taken_down_; }
  std::size_t started() const { return threads_.size(); }

 private:
  static void wait_on(Condition& condition) {
    const With with(condition);
    condition.wait();
  }
  void fall(const std::function<void()>& wait) {
    try {
      wait();
    } catch (const TakenDown&) {
      ++taken_down_;
      throw;
    }
  }
  bool start(const std::string& object, const std::function<void()>& wait, std::string name = {}) {
    if (name.empty()) name = "waits for " + object;
    threads_.push_back(watched_.start(name, [this, wait] { fall(wait); }));
    return watched_.until_blocked(name, object);
  }
  bool start_sleeping() {
    threads_.push_back(watched_.start("sleeper", [this] { fall([] { sleep_for(1h); }); }));
    return watched_.until_asleep("sleeper");
  }

  Watched& watched_;
  Lock lock_{"lock"};
  RLock rlock_{"rlock"};
  Semaphore semaphore_{0, "semaphore"};
  threading::Event event_{"event"};
  threading::Event timed_{"timed"};
  Condition condition_{"condition"};
  Queue<int> empty_{0, "empty"};
  Queue<int> full_{1, "full"};
  Queue<int> work_{1, "work"};
  std::atomic<int> taken_down_{0};
  std::vector<Thread> threads_;
};

}  // namespace

class TestSession : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void pause_holds_a_thread_at_its_next_operation_until_resume() {
    Shared<int> counter(0, "counter");
    Watched watched;
    const Thread worker = watched.start("worker", [&] {
      for (;;) counter.fetch_add(1);
    });
    QVERIFY(until([&] { return counter.load() > 10; }));
    watched.session()->pause();
    QVERIFY(watched.until_happened(EventKind::reached, "worker"));
    const int held = counter.load();
    for (int i = 0; i < 100; ++i) {
      std::this_thread::yield();
      QCOMPARE(counter.load(), held);
    }
    watched.session()->resume();
    QVERIFY(until([&] { return counter.load() > held; }));
  }

  void pause_does_not_hold_waits_that_have_begun() {
    threading::Event event("gate");
    Shared<int> reached;
    Watched watched;
    const Thread waiter = watched.start("waiter", [&] {
      event.wait();
      reached.store(1);
    });
    QVERIFY(watched.until_blocked("waiter", "gate"));
    watched.session()->pause();
    event.set();
    QVERIFY(watched.until_happened(EventKind::resumed, "waiter"));
    QVERIFY(watched.until_happened(EventKind::reached, "waiter"));
    QCOMPARE(reached.load(), 0);
    watched.session()->resume();
    waiter.join();
    QCOMPARE(reached.load(), 1);
  }

  void deadlines_go_on_during_a_pause() {
    threading::Event event("gate");
    Watched watched;
    const Thread waiter = watched.start("waiter", [&] { event.wait(50ms); });
    QVERIFY(watched.until_happened(EventKind::blocked, "waiter"));
    watched.session()->pause();
    waiter.join();
  }

  void what_was_held_says_where_it_is() {
    Lock lock("till");
    Watched watched;
    watched.session()->pause();
    const Thread worker = watched.start("worker", [&] { const With with(lock); });
    QVERIFY(watched.until_happened(EventKind::reached, "worker"));
    QVERIFY(watched.events(EventKind::reached).front().source.file().ends_with("tst_session.cpp"));
    watched.session()->resume();
    worker.join();
  }

  void a_pace_pauses_before_every_operation() {
    Shared<int> counter(0, "counter");
    Watched watched;
    watched.session()->set_pace(4ms);
    const auto began = std::chrono::steady_clock::now();
    watched
        .start("worker",
               [&] {
                 for (int i = 0; i < 5; ++i) counter.fetch_add(1);
               })
        .join();
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
    QCOMPARE(watched.events(EventKind::reached).size(), std::size_t{5});
  }

  void a_new_pace_applies_to_pauses_that_have_begun() {
    Shared<int> counter(0, "counter");
    Watched watched;
    watched.session()->set_pace(1h);
    const Thread worker = watched.start("worker", [&] { counter.fetch_add(1); });
    QVERIFY(watched.until_happened(EventKind::reached, "worker"));
    watched.session()->set_pace(0ns);
    worker.join();
  }

  void take_down_ends_every_kind_of_wait() {
    Watched watched;
    Stuck stuck(watched);
    QVERIFY(stuck.start_all());
    watched.session()->take_down();
    QVERIFY(watched.session()->taken_down());
    QVERIFY(watched.session()->wait_until_empty(Deadline::after(60s)));
    QCOMPARE(static_cast<std::size_t>(stuck.taken_down()), stuck.started());
    QVERIFY(watched.session()->threads().empty());
    for (const trace::Event& event : watched.events(EventKind::resumed)) QCOMPARE(event.value, -1);
  }

  void take_down_ends_a_pause_and_slow_motion() {
    for (const bool paused : {true, false}) {
      Lock lock;
      Watched watched;
      watched.session()->set_pace(1h);
      if (paused) watched.session()->pause();
      const Thread worker = watched.start("worker", [&] { const With with(lock); });
      QVERIFY(watched.until_happened(EventKind::reached, "worker"));
      watched.session()->take_down();
      QVERIFY(watched.session()->wait_until_empty(Deadline::after(60s)));
    }
  }

  void take_down_reaches_a_thread_that_never_waits() {
    Shared<int> counter;
    Watched watched;
    watched.start("worker", [&] {
      for (;;) counter.fetch_add(1);
    });
    watched.session()->take_down();
    QVERIFY(watched.session()->wait_until_empty(Deadline::after(60s)));
  }

  void the_newest_unwinds_first() {
    threading::Event never("never");
    std::vector<int> unwound;
    Watched watched;
    for (int i = 0; i < 8; ++i) {
      const std::string name = "worker-" + std::to_string(i);
      watched.start(name, [&unwound, &never, i] {
        const AtEnd note([&unwound, i] { unwound.push_back(i); });
        never.wait();
      });
      QVERIFY(watched.until_blocked(name, "never"));
    }
    watched.end();
    QCOMPARE(unwound, (std::vector<int>{7, 6, 5, 4, 3, 2, 1, 0}));
  }

  void what_a_thread_made_stays_until_its_children_are_gone() {
    std::atomic<int> children{0};
    bool alone = false;
    Watched watched;
    watched.start("parent", [&] {
      const AtEnd check([&] { alone = children == 0; });
      threading::Event never("never");
      std::vector<Thread> threads;
      for (int i = 0; i < 5; ++i) {
        ++children;
        threads.emplace_back([&] {
          const AtEnd gone([&] { --children; });
          never.wait();
        });
        threads.back().start();
      }
      never.wait();
    });
    QVERIFY(watched.until_blocked("parent", "never"));
    watched.end();
    QVERIFY(alone);
  }

  void who_swallows_it_gets_it_again_at_the_next_operation() {
    threading::Event never("never");
    int swallowed = 0;
    Watched watched;
    watched.start("stubborn", [&] {
      while (swallowed < 5) {
        try {
          never.wait();
        } catch (...) {
          ++swallowed;
        }
      }
    });
    QVERIFY(watched.until_blocked("stubborn", "never"));
    watched.end();
    QCOMPARE(swallowed, 5);
  }

  void a_handler_of_exceptions_lets_it_pass() {
    threading::Event never("never");
    bool handled = false;
    Watched watched;
    watched.start("worker", [&] {
      try {
        never.wait();
      } catch (const std::exception&) {
        handled = true;
      }
    });
    QVERIFY(watched.until_blocked("worker", "never"));
    watched.end();
    QVERIFY(!handled);
  }

  void it_is_no_error_for_the_excepthook() {
    int told = 0;
    threading::Event never("never");
    Watched watched({.excepthook = [&](const ThreadHandle&, const std::exception_ptr&) { ++told; }});
    watched.start("worker", [&] { never.wait(); });
    QVERIFY(watched.until_blocked("worker", "never"));
    watched.end();
    QCOMPARE(told, 0);
    QCOMPARE(watched.events(EventKind::thread_finished).front().value, 0);
  }

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

  void a_visit_holds_off_unwinding() {
    threading::Event never("never");
    std::atomic<bool> unwound{false};
    Watched watched;
    const auto context = watched.session()->adopt("interface");
    watched.start("worker", [&] {
      const AtEnd note([&] { unwound = true; });
      never.wait();
    });
    QVERIFY(watched.until_blocked("worker", "never"));
    {
      const Session::Visit visit(*context);
      QVERIFY(visit.admitted());
      watched.session()->take_down();
      QVERIFY(watched.until_happened(EventKind::resumed, "worker"));
      for (int i = 0; i < 100; ++i) {
        std::this_thread::yield();
        QVERIFY(!unwound);
      }
    }
    QVERIFY(watched.session()->wait_until_empty(Deadline::after(60s)));
    QVERIFY(unwound);
  }

  void a_visitor_that_waits_is_taken_down() {
    threading::Event never("never");
    std::atomic<bool> caught{false};
    Watched watched;
    const auto context = watched.session()->adopt("interface");
    std::thread visitor([&] {
      const Session::Visit visit(*context);
      try {
        never.wait();
      } catch (const TakenDown&) {
        caught = true;
      }
    });
    const bool blocked = watched.until_blocked("interface", "never");
    watched.end();
    visitor.join();
    QVERIFY(blocked);
    QVERIFY(caught);
  }

  void nobody_is_admitted_once_the_session_was_taken_down() {
    Watched watched;
    const auto context = watched.session()->adopt("interface");
    watched.session()->take_down();
    const Session::Visit visit(*context);
    QVERIFY(!visit.admitted());
    QVERIFY(&Context::current() != context.get());
  }

  void a_visit_makes_the_visitor_one_of_the_session() {
    Lock lock("till");
    Watched watched;
    const auto context = watched.session()->adopt("interface");
    {
      const Session::Visit visit(*context);
      const With with(lock);
    }
    QCOMPARE(watched.name(watched.history("till").front().thread), "interface");
  }

  void a_thread_started_after_take_down_ends_at_its_first_operation() {
    Lock lock;
    bool got = false;
    Watched watched;
    watched.session()->take_down();
    const Thread late = watched.start("late", [&] {
      lock.acquire();
      got = true;
    });
    late.join();
    QVERIFY(!got);
  }

  void pause_and_resume_after_take_down_change_nothing() {
    threading::Event never("never");
    Watched watched;
    watched.session()->take_down();
    watched.session()->pause();
    watched.session()->set_pace(1h);
    watched.start("late", [&] { never.wait(); });
    QVERIFY(watched.session()->wait_until_empty(Deadline::after(60s)));
    watched.session()->take_down();
  }

  void other_sessions_are_not_touched() {
    threading::Event gate("gate");
    Watched one;
    Watched other;
    one.start("one", [&] { gate.wait(); });
    const Thread survivor = other.start("other", [&] { gate.wait(); });
    QVERIFY(one.until_blocked("one", "gate"));
    QVERIFY(other.until_blocked("other", "gate"));
    one.end();
    QVERIFY(survivor.is_alive());
    gate.set();
    survivor.join();
  }

  void wait_until_empty_is_false_when_the_deadline_comes_first() {
    threading::Event go;
    Watched watched;
    QVERIFY(watched.session()->wait_until_empty());
    const Thread worker = watched.start("worker", [&] { go.wait(); });
    QVERIFY(!watched.session()->wait_until_empty(Deadline::at_once()));
    QVERIFY(!watched.session()->wait_until_empty(Deadline::after(5ms)));
    QCOMPARE(watched.session()->threads().size(), std::size_t{1});
    QVERIFY(watched.session()->threads().front() == worker);
    go.set();
    QVERIFY(watched.session()->wait_until_empty());
  }

  void the_end_is_the_last_that_a_thread_records() {
    threading::Event go("go");
    Watched watched;
    watched.start("worker", [&] { go.wait(); });
    QVERIFY(watched.until_blocked("worker", "go"));
    std::atomic<bool> waits{false};
    std::thread waiter([&] {
      waits = true;
      watched.session()->wait_until_empty();
    });
    QVERIFY(until([&] { return waits.load(); }));
    go.set();
    waiter.join();
    QCOMPARE(watched.events().back().kind, EventKind::thread_finished);
  }

  void its_threads_are_as_nice_as_asked() {
    int nice = 0;
    const int here = getpriority(PRIO_PROCESS, 0);
    Watched watched({.nice = 3});
    watched.start("worker", [&] { nice = getpriority(PRIO_PROCESS, 0); }).join();
    QCOMPARE(nice, std::min(here + 3, 19));
    QCOMPARE(getpriority(PRIO_PROCESS, 0), here);
  }

  void a_session_lives_as_long_as_its_threads() {
    threading::Event go;
    std::weak_ptr<Session> session;
    std::optional<ThreadHandle> handle;
    {
      const auto made = std::make_shared<Session>(Session::Options{});
      session = made;
      Thread thread({.session = made}, [&] { go.wait(); });
      thread.start();
      handle = thread;
    }
    QVERIFY(!session.expired());
    go.set();
    handle->join();
    handle.reset();
    QVERIFY(until([&] { return session.expired(); }));
  }
};

QTEST_APPLESS_MAIN(TestSession)
#include "tst_session.moc"
