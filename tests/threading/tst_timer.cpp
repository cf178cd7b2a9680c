#include <QtTest>
#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "threading/event.h"
#include "threading/excepthook.h"
#include "threading/timer.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

class TestTimer : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void runs_once_after_the_interval_with_its_arguments() {
    std::atomic<int> sum{0};
    const auto began = std::chrono::steady_clock::now();
    Timer timer(
        20ms, [&](int a, const std::unique_ptr<int>& b) { sum += a + *b; }, 1, std::make_unique<int>(2));
    timer.start();
    timer.join();
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
    QCOMPARE(sum.load(), 3);
  }

  void counts_from_start_not_from_when_it_is_made() {
    std::chrono::steady_clock::time_point ran;
    Timer timer(20ms, [&] { ran = std::chrono::steady_clock::now(); });
    const auto began = std::chrono::steady_clock::now();
    timer.start();
    timer.join();
    QVERIFY(ran - began >= 20ms);
  }

  void cancel_before_that_prevents_it() {
    for (const Timeout interval : {Timeout(1h), Timeout(TIMEOUT_MAX)}) {
      bool ran = false;
      Watched watched;
      Timer timer({.name = "timer", .session = watched.session()}, interval, [&] { ran = true; });
      timer.start();
      QVERIFY(watched.until_blocked("timer", "timer"));
      QVERIFY(timer.is_alive());
      timer.cancel();
      timer.join();
      QVERIFY(!ran);
    }
  }

  void cancel_before_start_is_harmless_and_prevents_it() {
    bool ran = false;
    Timer timer(1h, [&] { ran = true; });
    timer.cancel();
    timer.start();
    timer.join();
    QVERIFY(!ran);
  }

  void cancel_after_the_end_and_twice_is_harmless() {
    int runs = 0;
    Timer timer(0s, [&] { ++runs; });
    timer.start();
    timer.join();
    timer.cancel();
    timer.cancel();
    QCOMPARE(runs, 1);
  }

  void cancel_while_it_runs_is_harmless() {
    threading::Event begun;
    threading::Event go;
    std::optional<Timer> timer;
    timer.emplace(0s, [&] {
      begun.set();
      go.wait();
    });
    timer->start();
    begun.wait();
    timer->cancel();
    go.set();
    timer->join();
  }

  void the_callable_may_cancel_its_own_timer() {
    std::optional<Timer> timer;
    timer.emplace(0s, [&] { timer->cancel(); });
    timer->start();
    timer->join();
  }

  void an_interval_of_zero_or_less_runs_at_once() {
    int runs = 0;
    Timer zero(0s, [&] { ++runs; });
    zero.start();
    zero.join();
    Timer negative(-5s, [&] { ++runs; });
    negative.start();
    negative.join();
    QCOMPARE(runs, 2);
  }

  void it_is_called_thread_n() {
    const auto session = std::make_shared<Session>(Session::Options{});
    const Timer first({.session = session}, 1s, [] {});
    const Thread second({.session = session}, [] {});
    const Timer named({.name = "alarm", .session = session}, 1s, [] {});
    QCOMPARE(first.name(), "Thread-1");
    QCOMPARE(second.name(), "Thread-2");
    QCOMPARE(named.name(), "alarm");
  }

  void it_is_a_thread_like_any_other() {
    Timer timer({.daemon = true}, 0s, [] {});
    QVERIFY(timer.daemon());
    QVERIFY(!timer.ident().has_value());
    QVERIFY_THROWS_EXCEPTION(RuntimeError, timer.join());
    timer.start();
    timer.join();
    QVERIFY(!timer.is_alive());
    QVERIFY_THROWS_EXCEPTION(RuntimeError, timer.start());
  }

  void may_be_dropped_or_moved_while_it_waits() {
    threading::Event ran;
    {
      Timer dropped(1ms, [&] { ran.set(); });
      dropped.start();
    }
    QVERIFY(ran.wait(60s));
    Timer timer(1h, [] {});
    timer.start();
    Timer moved = std::move(timer);
    moved.cancel();
    moved.join();
  }

  void the_callable_and_its_arguments_are_let_go_before_join_returns() {
    const auto captured = std::make_shared<int>(1);
    const auto argument = std::make_shared<int>(2);
    Timer ran(
        0s, [captured](const std::shared_ptr<int>&) {}, argument);
    Timer cancelled(
        1h, [captured](const std::shared_ptr<int>&) {}, argument);
    ran.start();
    cancelled.start();
    cancelled.cancel();
    ran.join();
    cancelled.join();
    QCOMPARE(captured.use_count(), 1);
    QCOMPARE(argument.use_count(), 1);
  }

  void an_error_goes_to_the_excepthook() {
    int calls = 0;
    set_excepthook([&](const ThreadHandle&, const std::exception_ptr&) { ++calls; });
    Timer timer(0s, [] { throw std::runtime_error("broken"); });
    timer.start();
    timer.join();
    Timer too_long(TIMEOUT_MAX + 1s, [] {});
    too_long.start();
    too_long.join();
    set_excepthook(nullptr);
    QCOMPARE(calls, 2);
  }

  void is_taken_down_while_it_waits() {
    bool ran = false;
    {
      Watched watched;
      Timer timer({.name = "timer", .session = watched.session()}, 1h, [&] { ran = true; });
      timer.start();
      QVERIFY(watched.until_blocked("timer", "timer"));
    }
    QVERIFY(!ran);
  }

  void the_trace_tells_that_it_was_cancelled() {
    Watched watched;
    Timer timer({.name = "timer", .session = watched.session()}, 1h, [] {});
    timer.start();
    QVERIFY(watched.until_blocked("timer", "timer"));
    watched.start("canceller", [&] { timer.cancel(); }).join();
    timer.join();
    std::optional<trace::Event> set;
    for (const trace::Event& event : watched.history("timer")) {
      if (event.kind == EventKind::set) set = event;
    }
    QVERIFY(set.has_value());
    QCOMPARE(watched.name(set->thread), "canceller");
    QCOMPARE(watched.objects().at(set->object).kind, trace::ObjectKind::timer);
  }
};

QTEST_APPLESS_MAIN(TestTimer)
#include "tst_timer.moc"
