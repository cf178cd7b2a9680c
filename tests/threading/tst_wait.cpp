#include <QtTest>
#include <array>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/future.h"
#include "threading/wait.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

const auto broken = std::make_exception_ptr(std::domain_error("broken"));

/// A thread that waits for `futures`, and what it got.
struct Waiting {
  Waiting(Watched& watched, const std::vector<Future<int>>& futures, ReturnWhen return_when)
      : thread(watched.start("waiter", [this, futures, return_when] { got = threading::wait(futures, return_when); })) {
  }

  DoneAndNotDone<Future<int>> got;
  Thread thread;
};

std::vector<Future<int>> different(int count) {
  std::vector<Future<int>> futures;
  for (int i = 0; i < count; ++i) futures.emplace_back();
  return futures;
}

}  // namespace

class TestWait : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void wait_for_nothing_returns_at_once() {
    for (const ReturnWhen when : {FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED}) {
      const auto got = threading::wait(std::vector<Future<int>>(), when);
      QVERIFY(got.done.empty());
      QVERIFY(got.not_done.empty());
    }
  }

  void a_future_given_twice_is_one_future() {
    const auto future = different(2);
    future[0].set_result(1);
    const std::vector twice{future[0], future[1], future[0], future[1]};
    const auto got = threading::wait(twice, 0s);
    QCOMPARE(got.done, (std::set{future[0]}));
    QCOMPARE(got.not_done, (std::set{future[1]}));
  }

  void unknown_return_when_raises_value_error() {
    const auto futures = different(1);
    QVERIFY_THROWS_EXCEPTION(ValueError, threading::wait(futures, static_cast<ReturnWhen>(7)));
  }

  void futures_of_different_types_may_be_waited_for_together() {
    const Future<int> number;
    const Future<std::string> text;
    number.set_result(1);
    const auto got = threading::wait(std::vector<AnyFuture>{number, text}, FIRST_COMPLETED);
    QCOMPARE(got.done.size(), std::size_t{1});
    QVERIFY(got.done.contains(number));
    QVERIFY(got.not_done.contains(text));
  }

  void only_finished_and_notified_cancelled_count_as_done() {
    auto futures = different(6);
    futures[1].set_running_or_notify_cancel();
    futures[2].cancel();
    futures[3].cancel();
    futures[3].set_running_or_notify_cancel();
    futures[4].set_result(1);
    futures[5].set_exception(broken);
    const auto got = threading::wait(futures, 0s);
    QCOMPARE(got.done, (std::set{futures[3], futures[4], futures[5]}));
    QCOMPARE(got.not_done, (std::set{futures[0], futures[1], futures[2]}));
  }

  void a_merely_cancelled_future_is_still_not_done() {
    const auto futures = different(1);
    Watched watched;
    Waiting waiting(watched, futures, ALL_COMPLETED);
    QVERIFY(watched.until_blocked("waiter", "1 futures"));
    futures[0].cancel();
    QVERIFY(watched.is_waiting(EventKind::blocked, "waiter", "1 futures"));
    futures[0].set_running_or_notify_cancel();
    waiting.thread.join();
    QCOMPARE(waiting.got.done.size(), std::size_t{1});
  }

  void all_completed_waits_for_every_one() {
    const auto futures = different(3);
    Watched watched;
    Waiting waiting(watched, futures, ALL_COMPLETED);
    QVERIFY(watched.until_blocked("waiter", "3 futures"));
    futures[2].set_exception(broken);
    futures[0].set_result(1);
    QVERIFY(watched.is_waiting(EventKind::blocked, "waiter", "3 futures"));
    futures[1].set_result(1);
    waiting.thread.join();
    QCOMPARE(waiting.got.done.size(), std::size_t{3});
    QVERIFY(waiting.got.not_done.empty());
  }

  void first_exception_is_ended_by_a_failure() {
    const auto futures = different(3);
    Watched watched;
    Waiting waiting(watched, futures, FIRST_EXCEPTION);
    QVERIFY(watched.until_blocked("waiter", "3 futures"));
    futures[0].set_result(1);
    QVERIFY(watched.is_waiting(EventKind::blocked, "waiter", "3 futures"));
    futures[1].set_exception(broken);
    waiting.thread.join();
    QCOMPARE(waiting.got.done, (std::set{futures[0], futures[1]}));
    QCOMPARE(waiting.got.not_done, (std::set{futures[2]}));
  }

  void first_exception_that_has_come_before_returns_at_once() {
    const auto futures = different(2);
    futures[1].set_exception(broken);
    QCOMPARE(threading::wait(futures, FIRST_EXCEPTION).done, (std::set{futures[1]}));
  }

  void to_first_exception_a_cancelled_future_is_no_exception_and_none_failing_means_all() {
    const auto futures = different(3);
    Watched watched;
    Waiting waiting(watched, futures, FIRST_EXCEPTION);
    QVERIFY(watched.until_blocked("waiter", "3 futures"));
    futures[0].cancel();
    futures[0].set_running_or_notify_cancel();
    futures[1].set_result(1);
    QVERIFY(watched.is_waiting(EventKind::blocked, "waiter", "3 futures"));
    futures[2].set_result(1);
    waiting.thread.join();
    QCOMPARE(waiting.got.done.size(), std::size_t{3});
  }

  void first_completed_wakes_on_the_first_result_exception_or_notified_cancel_data() {
    QTest::addColumn<int>("way");
    QTest::addRow("result") << 0;
    QTest::addRow("exception") << 1;
    QTest::addRow("notified cancel") << 2;
  }
  void first_completed_wakes_on_the_first_result_exception_or_notified_cancel() {
    QFETCH(int, way);
    const auto futures = different(2);
    Watched watched;
    Waiting waiting(watched, futures, FIRST_COMPLETED);
    QVERIFY(watched.until_blocked("waiter", "2 futures"));
    if (way == 0) futures[1].set_result(1);
    if (way == 1) futures[1].set_exception(broken);
    if (way == 2) {
      futures[1].cancel();
      QVERIFY(watched.is_waiting(EventKind::blocked, "waiter", "2 futures"));
      futures[1].set_running_or_notify_cancel();
    }
    waiting.thread.join();
    QCOMPARE(waiting.got.done, (std::set{futures[1]}));
  }

  void a_timeout_says_what_is_done_by_then() {
    const auto futures = different(2);
    futures[0].set_result(1);
    for (const auto timeout : {0ms, -5ms, 20ms}) {
      const auto began = std::chrono::steady_clock::now();
      const auto got = threading::wait(futures, timeout, ALL_COMPLETED);
      QVERIFY(std::chrono::steady_clock::now() - began >= timeout);
      QCOMPARE(got.done, (std::set{futures[0]}));
      QCOMPARE(got.not_done, (std::set{futures[1]}));
    }
  }

  void several_threads_may_wait_for_the_same_futures() {
    const auto futures = different(3);
    Watched watched;
    std::vector<Thread> threads;
    std::atomic<std::size_t> done{0};
    for (int i = 0; i < 4; ++i) {
      const std::string name = "waiter" + std::to_string(i);
      threads.push_back(watched.start(name, [&] { done += threading::wait(futures).done.size(); }));
      QVERIFY(watched.until_blocked(name, "3 futures"));
    }
    for (const auto& future : futures) future.set_result(1);
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(done.load(), std::size_t{12});
  }

  void who_waits_in_vain_is_taken_down_and_leaves_the_futures() {
    const auto futures = different(2);
    Watched watched;
    Waiting waiting(watched, futures, ALL_COMPLETED);
    QVERIFY(watched.until_blocked("waiter", "2 futures"));
    watched.end();
    for (const auto& future : futures) future.set_result(1);
    QVERIFY(waiting.got.done.empty());
  }
};

QTEST_APPLESS_MAIN(TestWait)
#include "tst_wait.moc"
