#include <QtTest>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/future.h"
#include "threading/wait.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;
using trace::FutureState;

Q_DECLARE_METATYPE(FutureState)

namespace {

const auto broken = std::make_exception_ptr(std::domain_error("broken"));

Future<int> future_in(FutureState state) {
  Future<int> future("answer");
  switch (state) {
    case FutureState::pending: break;
    case FutureState::running: future.set_running_or_notify_cancel(); break;
    case FutureState::cancelled: future.cancel(); break;
    case FutureState::cancelled_and_notified:
      future.cancel();
      future.set_running_or_notify_cancel();
      break;
    case FutureState::succeeded: future.set_result(42); break;
    case FutureState::failed: future.set_exception(broken); break;
  }
  return future;
}

/// What an operation does, in a word: what it returned, or the error that it raised.
std::string outcome(const std::function<std::string()>& operation) {
  try {
    return operation();
  } catch (const CancelledError&) {
    return "CancelledError";
  } catch (const TimeoutError&) {
    return "TimeoutError";
  } catch (const InvalidStateError&) {
    return "InvalidStateError";
  } catch (const RuntimeError&) {
    return "RuntimeError";
  } catch (const std::domain_error&) {
    return "domain_error";
  }
}

std::string word(bool answer) { return answer ? "true" : "false"; }

std::string outcome_of_result(const Future<int>& future) {
  return outcome([&] { return std::to_string(future.result(0s)); });
}

std::string outcome_of_exception(const Future<int>& future) {
  return outcome([&] {
    const auto error = future.exception(0s);
    return error == nullptr ? "none" : error == broken ? "broken" : "another";
  });
}

}  // namespace

class TestFuture : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_query_and_cancel_in_each_of_the_six_states_data() {
    QTest::addColumn<FutureState>("state");
    QTest::addColumn<bool>("done");
    QTest::addColumn<bool>("running");
    QTest::addColumn<bool>("cancelled");
    QTest::addColumn<std::string>("result");
    QTest::addColumn<std::string>("exception");
    QTest::addColumn<bool>("cancel");
    const std::string timeout = "TimeoutError";
    const std::string gone = "CancelledError";
    const std::string raised = "domain_error";
    const std::string value = "42";
    const std::string none = "none";
    const std::string error = "broken";
    QTest::newRow("pending") << FutureState::pending << false << false << false << timeout << timeout << true;
    QTest::newRow("running") << FutureState::running << false << true << false << timeout << timeout << false;
    QTest::newRow("cancelled") << FutureState::cancelled << true << false << true << gone << gone << true;
    QTest::newRow("notified") << FutureState::cancelled_and_notified << true << false << true << gone << gone << true;
    QTest::newRow("succeeded") << FutureState::succeeded << true << false << false << value << none << false;
    QTest::newRow("failed") << FutureState::failed << true << false << false << raised << error << false;
  }
  void every_query_and_cancel_in_each_of_the_six_states() {
    QFETCH(FutureState, state);
    const auto future = future_in(state);
    QTEST(future.done(), "done");
    QTEST(future.running(), "running");
    QTEST(future.cancelled(), "cancelled");
    QTEST(outcome_of_result(future), "result");
    QTEST(outcome_of_exception(future), "exception");
    QTEST(future.cancel(), "cancel");
  }

  void changes_in_each_of_the_six_states_data() {
    QTest::addColumn<FutureState>("state");
    QTest::addColumn<std::string>("resolve");
    QTest::addColumn<std::string>("run");
    const std::string ok = "resolved";
    const std::string invalid = "InvalidStateError";
    const std::string runtime = "RuntimeError";
    QTest::newRow("pending") << FutureState::pending << ok << word(true);
    QTest::newRow("running") << FutureState::running << ok << runtime;
    QTest::newRow("cancelled") << FutureState::cancelled << invalid << word(false);
    QTest::newRow("notified") << FutureState::cancelled_and_notified << invalid << runtime;
    QTest::newRow("succeeded") << FutureState::succeeded << invalid << runtime;
    QTest::newRow("failed") << FutureState::failed << invalid << runtime;
  }
  void changes_in_each_of_the_six_states() {
    QFETCH(FutureState, state);
    const auto set_result = [](const Future<int>& future) {
      future.set_result(7);
      return std::string("resolved");
    };
    const auto set_exception = [](const Future<int>& future) {
      future.set_exception(broken);
      return std::string("resolved");
    };
    QTEST(outcome([&] { return set_result(future_in(state)); }), "resolve");
    QTEST(outcome([&] { return set_exception(future_in(state)); }), "resolve");
    QTEST(outcome([&] { return word(future_in(state).set_running_or_notify_cancel()); }), "run");
  }

  void what_raised_changed_nothing() {
    const auto future = future_in(FutureState::succeeded);
    QVERIFY_THROWS_EXCEPTION(InvalidStateError, future.set_result(7));
    QVERIFY_THROWS_EXCEPTION(InvalidStateError, future.set_exception(broken));
    QVERIFY_THROWS_EXCEPTION(RuntimeError, future.set_running_or_notify_cancel());
    QCOMPARE(future.result(), 42);
    QVERIFY(future.exception() == nullptr);
  }

  void set_running_or_notify_cancel_is_true_from_pending_and_false_once_from_cancelled() {
    const Future<int> future;
    QVERIFY(future.set_running_or_notify_cancel());
    QVERIFY_THROWS_EXCEPTION(RuntimeError, future.set_running_or_notify_cancel());
    const auto cancelled = future_in(FutureState::cancelled);
    QVERIFY(!cancelled.set_running_or_notify_cancel());
    QVERIFY_THROWS_EXCEPTION(RuntimeError, cancelled.set_running_or_notify_cancel());
  }

  void exception_gives_back_the_very_exception_that_was_set() {
    QVERIFY(future_in(FutureState::failed).exception() == broken);
  }

  void result_raises_it_every_time() {
    const auto future = future_in(FutureState::failed);
    for (int i = 0; i < 3; ++i) QVERIFY_THROWS_EXCEPTION(std::domain_error, future.result());
  }

  void no_exception_is_no_exception_to_set() {
    const Future<int> future;
    QVERIFY_THROWS_EXCEPTION(ValueError, future.set_exception(nullptr));
    QVERIFY(!future.done());
  }

  void several_threads_blocked_in_result_and_exception_all_return_on_completion() {
    const Future<int> future("answer");
    Watched watched;
    std::atomic<int> sum{0};
    std::vector<Thread> threads;
    for (int i = 0; i < 3; ++i) {
      const std::string number = std::to_string(i);
      threads.push_back(watched.start("result" + number, [&] { sum += future.result(); }));
      threads.push_back(watched.start("exception" + number, [&] { sum += future.exception(1h) == nullptr ? 100 : 0; }));
      QVERIFY(watched.until_blocked("result" + number, "answer"));
      QVERIFY(watched.until_blocked("exception" + number, "answer"));
    }
    future.set_result(1);
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(sum.load(), 303);
  }

  void several_threads_blocked_in_result_and_exception_all_raise_on_cancel() {
    const Future<int> future("answer");
    Watched watched;
    std::atomic<int> raised{0};
    const auto note = [&](const std::string& what) { raised += what == "CancelledError" ? 1 : 0; };
    std::vector<Thread> threads;
    for (int i = 0; i < 3; ++i) {
      const std::string number = std::to_string(i);
      threads.push_back(watched.start("result" + number, [&] { note(outcome([&] { return future.result(), ""; })); }));
      threads.push_back(
          watched.start("exception" + number, [&] { note(outcome([&] { return future.exception(), ""; })); }));
      QVERIFY(watched.until_blocked("result" + number, "answer"));
      QVERIFY(watched.until_blocked("exception" + number, "answer"));
    }
    QVERIFY(future.cancel());
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(raised.load(), 6);
  }

  void a_timeout_is_waited_for() {
    const Future<int> future;
    const auto began = std::chrono::steady_clock::now();
    QVERIFY_THROWS_EXCEPTION(TimeoutError, future.result(20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
    QVERIFY_THROWS_EXCEPTION(TimeoutError, future.exception(-1s));
  }

  void a_handle_is_shared_as_a_variable_in_python() {
    const Future<std::vector<int>> one;
    const Future<std::vector<int>> same = one;  // NOLINT(performance-unnecessary-copy-initialization): it is the test
    const Future<std::vector<int>> other;
    one.set_result({1, 2, 3});
    QCOMPARE(&same.result(), &one.result());
    QVERIFY(same == one);
    QVERIFY(other != one);
    QVERIFY(one < other);
  }

  void a_result_need_only_be_movable_and_may_be_void() {
    const Future<std::unique_ptr<int>> pointer;
    pointer.set_result(std::make_unique<int>(3));
    QCOMPARE(*pointer.result(), 3);
    const Future<void> nothing;
    nothing.set_result();
    nothing.result();
    static_assert(std::is_void_v<decltype(nothing.result())>);
  }

  void the_result_of_a_handle_that_goes_at_once_stays() {
    for (const int number :
         [] {
           Future<std::vector<int>> future;
           future.set_result({7, 7});
           return future;
         }()
             .result()) {
      QCOMPARE(number, 7);
    }
  }

  void a_result_that_cannot_be_stored_leaves_the_future_as_it_was() {
    struct Unmovable {
      Unmovable() = default;
      Unmovable(Unmovable&& other) : moves(other.moves + 1) {  // NOLINT(performance-noexcept-move-constructor)
        if (moves > 1) throw std::domain_error("cannot move");
      }
      int moves = 0;
    };
    const Future<Unmovable> future;
    QVERIFY_THROWS_EXCEPTION(std::domain_error, future.set_result(Unmovable(Unmovable())));
    QVERIFY_THROWS_EXCEPTION(std::domain_error, [&] {
      Unmovable result;
      future.set_result(std::move(result));
    }());
    QVERIFY(!future.done());
    future.set_exception(broken);
  }

  void the_trace_tells_the_states() {
    const Future<int> future("answer");
    Watched watched;
    watched
        .start("worker",
               [&] {
                 future.set_running_or_notify_cancel();
                 future.set_result(1);
               })
        .join();
    QCOMPARE(watched.kinds("answer"), (std::vector{EventKind::changed, EventKind::changed}));
    QCOMPARE(watched.history("answer")[0].value, static_cast<std::int64_t>(FutureState::running));
    QCOMPARE(watched.history("answer")[1].value, static_cast<std::int64_t>(FutureState::succeeded));
    QCOMPARE(watched.objects().begin()->second.kind, trace::ObjectKind::future);
  }

  void the_trace_tells_who_found_it_done() {
    const Future<int> future("answer");
    Watched watched;
    watched
        .start("worker",
               [&] {
                 QVERIFY(!future.done());
                 future.set_result(1);
                 QVERIFY(future.done());
                 future.result();
                 future.add_done_callback([](const Future<int>&) {});
                 wait(std::vector{future});
               })
        .join();
    using K = EventKind;
    QCOMPARE(watched.kinds("answer"), (std::vector{K::changed, K::saw, K::saw, K::saw, K::saw}));
    QCOMPARE(watched.history("answer").back().value, static_cast<std::int64_t>(FutureState::succeeded));
  }

  void who_waits_is_told_which_thread_runs_it() {
    const Future<int> future("answer");
    threading::Future<void> go;
    Watched watched;
    const Thread worker = watched.start("worker", [&] {
      future.set_running_or_notify_cancel();
      go.result();
    });
    QVERIFY(until([&] { return future.running(); }));
    const Thread waiter = watched.start("waiter", [&] { future.exception(); });
    QVERIFY(watched.until_blocked("waiter", "answer"));
    for (const trace::Event& event : watched.events(EventKind::blocked)) {
      if (watched.name(event.thread) == "waiter") QCOMPARE(watched.name(event.peer), "worker");
    }
    future.set_result(1);
    go.set_result();
    worker.join();
    waiter.join();
  }
};

QTEST_APPLESS_MAIN(TestFuture)
#include "tst_future.moc"
