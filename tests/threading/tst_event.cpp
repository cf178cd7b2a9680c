#include <QtTest>
#include <vector>

#include "threading/event.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

class TestEvent : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void is_down_at_first() {
    const threading::Event event;
    QVERIFY(!event.is_set());
  }

  void wait_is_true_at_once_if_it_is_set() {
    threading::Event event;
    event.set();
    QVERIFY(event.wait());
    QVERIFY(event.wait(0s));
    QVERIFY(event.wait(-1s));
  }

  void wait_is_false_after_the_timeout() {
    threading::Event event;
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(!event.wait(20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
  }

  void zero_and_negative_timeouts_are_false_at_once() {
    threading::Event event;
    QVERIFY(!event.wait(0s));
    QVERIFY(!event.wait(-5s));
  }

  void set_and_clear_may_be_repeated() {
    threading::Event event("gate");
    Watched watched;
    watched
        .start("worker",
               [&] {
                 event.clear();
                 event.set();
                 event.set();
                 QVERIFY(event.is_set());
                 event.clear();
                 event.clear();
                 QVERIFY(!event.is_set());
               })
        .join();
    QCOMPARE(watched.kinds("gate"), (std::vector{EventKind::set, EventKind::saw, EventKind::cleared}));
  }

  void set_releases_every_waiter() {
    threading::Event event("gate");
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 5; ++i) {
      const std::string name = "waiter-" + std::to_string(i);
      threads.push_back(watched.start(name, [&] { QVERIFY(event.wait()); }));
      QVERIFY(watched.until_blocked(name, "gate"));
    }
    event.set();
    for (const Thread& thread : threads) thread.join();
  }

  void set_followed_at_once_by_clear_still_releases_every_waiter_with_true() {
    threading::Event event("gate");
    Watched watched;
    std::vector<Thread> threads;
    std::atomic<int> released{0};
    for (int i = 0; i < 5; ++i) {
      const std::string name = "waiter-" + std::to_string(i);
      threads.push_back(
          watched.start(name, [&, i] { released += (i % 2 == 0 ? event.wait() : event.wait(1h)) ? 1 : 0; }));
      QVERIFY(watched.until_blocked(name, "gate"));
    }
    event.set();
    event.clear();
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(released.load(), 5);
    QVERIFY(!event.wait(0s));
  }

  void timeout_max_really_blocks() {
    threading::Event event("gate");
    Watched watched;
    bool result = false;
    const Thread waiter = watched.start("waiter", [&] { result = event.wait(TIMEOUT_MAX); });
    QVERIFY(watched.until_blocked("waiter", "gate"));
    event.set();
    waiter.join();
    QVERIFY(result);
  }

  void a_timeout_beyond_timeout_max_raises_only_where_it_would_be_waited_for() {
    threading::Event event;
    QVERIFY_THROWS_EXCEPTION(OverflowError, event.wait(TIMEOUT_MAX + 1s));
    QVERIFY(!event.wait(0s));
    event.set();
    QVERIFY(event.wait(TIMEOUT_MAX + 1s));
  }

  void what_was_done_before_set_is_visible_after_wait() {
    for (int round = 0; round < 500; ++round) {
      threading::Event event;
      int value = 0;
      std::thread setter([&] {
        value = 1;
        event.set();
      });
      event.wait();
      QCOMPARE(value, 1);
      setter.join();
    }
  }
};

QTEST_APPLESS_MAIN(TestEvent)
#include "tst_event.moc"
