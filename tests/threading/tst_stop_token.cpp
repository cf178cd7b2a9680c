#include <QtTest>
#include <atomic>
#include <stop_token>
#include <thread>

#include "threading/current_thread.h"
#include "threading/event.h"
#include "threading/shared.h"
#include "threading/thread.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;

class TestStopToken : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_callable_that_takes_a_stop_token_gets_one() {
    threading::Event begun;
    int argument = 0;
    Thread thread(
        [&](const std::stop_token& token, int given) {
          argument = given;
          begun.set();
          while (!token.stop_requested()) std::this_thread::yield();
        },
        7);
    thread.start();
    begun.wait();
    QVERIFY(thread.is_alive());
    QVERIFY(thread.request_stop());
    QVERIFY(!thread.request_stop());
    thread.join();
    QCOMPARE(argument, 7);
  }

  void a_callable_that_takes_none_is_called_without() {
    int given = 0;
    Thread thread([&](int argument) { given = argument; }, 7);
    thread.request_stop();
    thread.start();
    thread.join();
    QCOMPARE(given, 7);
  }

  void its_stop_token_and_stop_source_belong_together() {
    const Thread thread([] {});
    const std::stop_token token = thread.get_stop_token();
    bool called = false;
    const std::stop_callback callback(token, [&] { called = true; });
    QVERIFY(token.stop_possible());
    QVERIFY(!token.stop_requested());
    QVERIFY(thread.get_stop_source().request_stop());
    QVERIFY(token.stop_requested());
    QVERIFY(called);
    QVERIFY(!main_thread().get_stop_token().stop_requested());
  }

  void a_thread_finds_its_own_stop_token() {
    threading::Event begun;
    Thread thread([&] {
      const std::stop_token token = current_thread().get_stop_token();
      begun.set();
      while (!token.stop_requested()) std::this_thread::yield();
    });
    thread.start();
    begun.wait();
    thread.request_stop();
    thread.join();
  }

  void taking_a_session_down_requests_a_stop() {
    std::atomic<int> begun{0};
    Watched watched;
    const auto compute = [&](const std::stop_token& token) {
      ++begun;
      while (!token.stop_requested()) std::this_thread::yield();
    };
    watched.start("first", compute);
    watched.start("second", compute);
    QVERIFY(until([&] { return begun == 2; }));
    watched.session()->take_down();
    QVERIFY(watched.session()->wait_until_empty(Deadline::after(60s)));
    Thread late({.session = watched.session()}, compute);
    late.start();
    QVERIFY(late.join(60s));
  }

  /// TakenDown must not leave it: std::stop_source calls it in a function that does not throw.
  void a_stop_callback_is_not_unwound_where_its_run_is_taken_down() {
    Shared<int> count(0);
    bool went_on = false;
    Watched watched;
    Thread worker = watched.start("worker", [&] {
      const std::stop_callback when_asked(current_thread().get_stop_token(), [&] { count.fetch_add(1); });
      watched.session()->take_down();
      count.fetch_add(1);
      went_on = true;
    });
    QVERIFY(worker.join(60s));
    QCOMPARE(count.load(), 1);
    QVERIFY(!went_on);
  }
};

QTEST_APPLESS_MAIN(TestStopToken)
#include "tst_stop_token.moc"
