#include <QtTest>
#include <memory>
#include <ranges>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/as_completed.h"
#include "threading/error_of.h"
#include "threading/error_text.h"
#include "threading/future.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

std::vector<Future<int>> different(int count) {
  std::vector<Future<int>> futures;
  for (int i = 0; i < count; ++i) futures.emplace_back();
  return futures;
}

}  // namespace

class TestAsCompleted : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void is_an_input_range() {
    static_assert(std::ranges::input_range<AsCompleted<Future<int>>>);
    static_assert(std::ranges::input_range<AsCompleted<AnyFuture>>);
  }

  void yields_in_the_order_of_completion_each_once() {
    const auto futures = different(5);
    Watched watched;
    std::vector<int> order;
    const Thread reader = watched.start("reader", [&] {
      for (const auto& future : as_completed(futures)) order.push_back(future.result());
    });
    QVERIFY(watched.until_blocked("reader", "5 futures"));
    for (const std::size_t i : {3U, 0U, 4U, 1U, 2U}) futures[i].set_result(static_cast<int>(i));
    reader.join();
    QCOMPARE(order, (std::vector{3, 0, 4, 1, 2}));
  }

  void those_that_are_done_already_come_first() {
    const auto futures = different(4);
    futures[2].set_result(2);
    futures[1].set_exception(std::make_exception_ptr(std::domain_error("broken")));
    Watched watched;
    std::vector<Future<int>> order;
    const Thread reader = watched.start("reader", [&] {
      for (const auto& future : as_completed(futures)) order.push_back(future);
    });
    QVERIFY(watched.until_blocked("reader", "4 futures"));
    futures[3].set_result(3);
    futures[0].set_result(0);
    reader.join();
    QCOMPARE(order, (std::vector{futures[1], futures[2], futures[3], futures[0]}));
  }

  void duplicates_count_once() {
    const Future<int> future;
    future.set_result(1);
    int count = 0;
    for ([[maybe_unused]] const auto& each : as_completed(std::vector{future, future, future})) ++count;
    QCOMPARE(count, 1);
  }

  void nothing_gives_nothing() {
    auto none = as_completed(std::vector<Future<int>>());
    QVERIFY(none.begin() == none.end());
  }

  void a_cancelled_future_counts_only_once_a_worker_has_passed_it() {
    const auto futures = different(1);
    futures[0].cancel();
    Watched watched;
    int count = 0;
    const Thread reader = watched.start("reader", [&] {
      for (const auto& future : as_completed(futures)) count += future.cancelled() ? 1 : 100;
    });
    QVERIFY(watched.until_blocked("reader", "1 futures"));
    futures[0].set_running_or_notify_cancel();
    reader.join();
    QCOMPARE(count, 1);
  }

  void timeout_error_tells_how_many_are_unfinished() {
    const auto futures = different(4);
    futures[0].set_result(0);
    futures[2].set_result(2);
    int count = 0;
    const auto error = error_of([&] {
      for ([[maybe_unused]] const auto& future : as_completed(futures, 20ms)) ++count;
    });
    QCOMPARE(count, 2);
    QCOMPARE(error_text(error), "2 (of 4) futures unfinished");
    QVERIFY_THROWS_EXCEPTION(TimeoutError, std::rethrow_exception(error));
  }

  void a_timeout_of_zero_gives_what_is_done() {
    const auto futures = different(2);
    futures[1].set_result(1);
    auto completed = as_completed(futures, 0s);
    auto next = completed.begin();
    QCOMPARE((*next).result(), 1);
    QVERIFY_THROWS_EXCEPTION(TimeoutError, ++next);
    QVERIFY(next == completed.end());
  }

  void the_timeout_counts_from_the_first_item_asked_for() {
    const auto futures = different(1);
    auto completed = as_completed(futures, 20ms);
    const auto made = std::chrono::steady_clock::now();
    QVERIFY(until([&] { return std::chrono::steady_clock::now() - made > 30ms; }));
    const auto began = std::chrono::steady_clock::now();
    QVERIFY_THROWS_EXCEPTION(TimeoutError, static_cast<void>(completed.begin()));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
  }

  void what_got_done_while_the_time_ran_out_elsewhere_comes_too_late() {
    const auto futures = different(2);
    futures[0].set_result(0);
    auto completed = as_completed(futures, 10ms);
    const auto began = std::chrono::steady_clock::now();
    auto next = completed.begin();
    futures[1].set_result(1);
    QVERIFY(until([&] { return std::chrono::steady_clock::now() - began > 20ms; }));
    QVERIFY_THROWS_EXCEPTION(TimeoutError, ++next);
  }

  void a_future_that_was_given_out_is_let_go() {
    auto futures = different(2);
    const std::weak_ptr<FutureCore> first = futures[0].core();
    for (const auto& future : futures) future.set_result(1);
    auto completed = as_completed(futures);
    futures.clear();
    auto next = completed.begin();
    QVERIFY(!first.expired());
    ++next;
    QVERIFY(first.expired());
  }

  void leaving_early_leaves_the_futures() {
    const auto futures = different(3);
    futures[0].set_result(0);
    for (const auto& future : as_completed(futures)) {
      QCOMPARE(future.result(), 0);
      break;
    }
    futures[1].set_result(1);
    futures[2].set_result(2);
  }

  void a_reader_may_resolve_the_next_one() {
    const auto futures = different(100);
    futures[0].set_result(0);
    int last = -1;
    for (const auto& future : as_completed(futures)) {
      QCOMPARE(future.result(), last + 1);
      last = future.result();
      if (last < 99) futures[static_cast<std::size_t>(last) + 1].set_result(last + 1);
    }
    QCOMPARE(last, 99);
  }

  void who_waits_in_vain_is_taken_down() {
    const auto futures = different(2);
    Watched watched;
    watched.start("reader", [&] {
      for ([[maybe_unused]] const auto& future : as_completed(futures)) std::terminate();
    });
    QVERIFY(watched.until_blocked("reader", "2 futures"));
    watched.end();
    futures[0].set_result(0);
  }
};

QTEST_APPLESS_MAIN(TestAsCompleted)
#include "tst_as_completed.moc"
