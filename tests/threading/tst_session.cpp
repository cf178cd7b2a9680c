#include <sys/resource.h>

#include <QtTest>
#include <atomic>
#include <memory>
#include <optional>

#include "threading/event.h"
#include "threading/lock.h"
#include "threading/session.h"
#include "threading/shared.h"
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

class TestSession : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void pause_holds_a_thread_at_its_next_operation_until_resume() {
    Shared<int> counter(0, "counter");
    Watched watched;
    // Yields, lest it fill its share of the recorder before anybody drains it.
    const Thread worker = watched.start("worker", [&] {
      for (;; std::this_thread::yield()) counter.fetch_add(1);
    });
    QVERIFY(until([&] { return !watched.events().empty() && counter.load() > 10; }));
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
