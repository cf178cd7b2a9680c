#include <QtTest>
#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/condition.h"
#include "threading/event.h"
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

class TestUnwinding : public QObject {
  Q_OBJECT

 private Q_SLOTS:
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

  void who_unwinds_passes_a_wake_up_on_to_a_thread_that_stays() {
    for (int round = 0; round < 200; ++round) {
      Lock lock("till");
      Watched one;
      Watched other;
      lock.acquire();
      one.start("one", [&] { const With with(lock); });
      QVERIFY(one.until_blocked("one", "till"));
      const Thread stays = other.start("stays", [&] { const With with(lock); });
      QVERIFY(other.until_blocked("stays", "till"));
      // Wakes the first, which may find that it is to unwind.
      lock.release();
      one.session()->take_down();
      QVERIFY(stays.join(60s));
    }
  }
};

QTEST_APPLESS_MAIN(TestUnwinding)
#include "tst_unwinding.moc"
