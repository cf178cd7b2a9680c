#include <QtTest>
#include <atomic>
#include <memory>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/event.h"
#include "threading/map_results.h"
#include "threading/thread_pool_executor.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;

namespace {

template <class Results>
auto list(Results results) {
  std::vector<typename Results::value_type> all;
  for (const auto& result : results) all.push_back(result);
  return all;
}

/// One worker, that begins the second call only when told.
struct OneByOne {
  ~OneByOne() { go_on.set(); }

  auto map(int count) {
    return pool.map(
        [this](int i) {
          if (i > 0) go_on.wait();
          ++ran;
          return i;
        },
        std::views::iota(0, count));
  }

  threading::Event go_on;
  std::atomic<int> ran{0};
  ThreadPoolExecutor pool{1};
};

}  // namespace

class TestMapResults : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void is_an_input_range() { static_assert(std::ranges::input_range<MapResults<int>>); }

  void results_come_in_input_order_whatever_the_finishing_order() {
    ThreadPoolExecutor pool(4);
    std::vector<threading::Event> done(4);
    const auto wait_for_the_next = [&](std::size_t i) {
      if (i + 1 < done.size()) done[i + 1].wait();
      done[i].set();
      return i;
    };
    QCOMPARE(list(pool.map(wait_for_the_next, std::views::iota(std::size_t{0}, std::size_t{4}))),
             (std::vector<std::size_t>{0, 1, 2, 3}));
  }

  void the_shortest_input_decides() {
    ThreadPoolExecutor pool(2);
    const auto sum = [](int a, int b) { return a + b; };
    QCOMPARE(list(pool.map(sum, std::vector{1, 2, 3}, std::vector{10, 20})), (std::vector{11, 22}));
    QVERIFY(list(pool.map(sum, std::vector<int>(), std::vector{10, 20})).empty());
    QCOMPARE(list(pool.map(sum, std::views::iota(0), std::vector{10, 20})), (std::vector{10, 21}));
  }

  void all_are_submitted_at_the_call() {
    std::atomic<int> ran{0};
    ThreadPoolExecutor pool(2);
    const auto results = pool.map([&](int) { ++ran; }, std::views::iota(0, 10));
    pool.shutdown();
    QCOMPARE(ran.load(), 10);
  }

  void all_calls_share_one_callable() {
    ThreadPoolExecutor pool(1);
    QCOMPARE(list(pool.map([calls = std::make_unique<int>(0)](int) { return ++*calls; }, std::views::iota(0, 3))),
             (std::vector{1, 2, 3}));
  }

  void an_exception_comes_at_its_position_after_that_the_rest_is_cancelled_and_the_iterator_exhausted() {
    ThreadPoolExecutor pool(1);
    threading::Event go_on;
    std::atomic<int> ran{0};
    auto results = pool.map(
        [&](int i) {
          if (i == 1) throw std::domain_error("broken");
          if (i == 2) go_on.wait();
          ++ran;
          return i;
        },
        std::views::iota(0, 6));
    auto next = results.begin();
    QCOMPARE(*next, 0);
    QVERIFY_THROWS_EXCEPTION(std::domain_error, ++next);
    QVERIFY(next == results.end());
    ++next;
    QVERIFY(next == results.end());
    go_on.set();
    pool.shutdown();
    QVERIFY(ran <= 2);
  }

  void the_timeout_counts_from_the_map_call_for_the_whole_iteration() {
    OneByOne one;
    Event ask("ask");
    Watched watched;
    const Thread asker = watched.start("asker", [&] {
      auto results = one.pool.map(
          20ms,
          [&](int i) {
            if (i > 0) one.go_on.wait();
            return i;
          },
          std::views::iota(0, 3));
      const Deadline late = Deadline::after(30ms);
      QVERIFY(until([&] { return late.passed(); }));
      // The first is there, however late it is asked for; the second has no time left.
      auto next = results.begin();
      QCOMPARE(*next, 0);
      ask.wait();
      QVERIFY_THROWS_EXCEPTION(threading::TimeoutError, ++next);
      QVERIFY(next == results.end());
    });
    QVERIFY(watched.until_blocked("asker", "ask"));
    const std::size_t waits = watched.events(trace::EventKind::blocked).size();
    ask.set();
    asker.join();
    QCOMPARE(watched.events(trace::EventKind::blocked).size(), waits);
  }

  void a_timeout_cancels_what_has_not_begun() {
    OneByOne one;
    std::atomic<int> ran{0};
    auto results = one.pool.map(
        0s,
        [&](int) {
          one.go_on.wait();
          ++ran;
        },
        std::views::iota(0, 5));
    QVERIFY_THROWS_EXCEPTION(threading::TimeoutError, static_cast<void>(results.begin()));
    one.go_on.set();
    one.pool.shutdown();
    QVERIFY(ran <= 1);
  }

  void dropping_an_iterator_that_was_never_started_cancels_nothing() {
    OneByOne one;
    { const auto results = one.map(5); }
    one.go_on.set();
    one.pool.shutdown();
    QCOMPARE(one.ran.load(), 5);
  }

  void closing_a_started_one_cancels_the_rest() {
    OneByOne one;
    {
      auto results = one.map(5);
      QCOMPARE(*results.begin(), 0);
    }
    one.go_on.set();
    one.pool.shutdown();
    QVERIFY(one.ran <= 2);
  }

  void a_result_is_let_go_when_the_next_one_is_asked_for() {
    ThreadPoolExecutor pool(1);
    auto results = pool.map([](int i) { return std::make_shared<int>(i); }, std::views::iota(0, 2));
    auto next = results.begin();
    const std::weak_ptr<int> first = *next;
    QVERIFY(!first.expired());
    ++next;
    QVERIFY(first.expired());
  }

  void calls_that_return_nothing_can_be_waited_for() {
    ThreadPoolExecutor pool(2);
    std::atomic<int> ran{0};
    QCOMPARE(list(pool.map([&](const std::string&) { ++ran; }, std::vector<std::string>{"a", "b"})).size(),
             std::size_t{2});
    QCOMPARE(ran.load(), 2);
  }

  void outlives_its_executor() {
    std::optional<MapResults<int>> results;
    {
      ThreadPoolExecutor pool(2);
      results.emplace(pool.map([](int i) { return i * i; }, std::vector{1, 2, 3}));
    }
    std::vector<int> squares;
    for (const int square : *results) squares.push_back(square);
    QCOMPARE(squares, (std::vector{1, 4, 9}));
  }
};

QTEST_APPLESS_MAIN(TestMapResults)
#include "tst_map_results.moc"
