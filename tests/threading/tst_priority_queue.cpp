#include <QtTest>
#include <algorithm>
#include <functional>
#include <memory>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "threading/priority_queue.h"
#include "threading/producers_consumers.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;

namespace {

/// Compared by its key alone; one that is broken cannot be compared.
struct Job {
  int key = 0;
  int number = 0;
  bool broken = false;

  bool operator<(const Job& other) const {
    if (broken || other.broken) throw std::domain_error("cannot be compared");
    return key < other.key;
  }
};

}  // namespace

class TestPriorityQueue : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void smallest_first() {
    std::mt19937 random(7);
    PriorityQueue<int> queue;
    std::vector<int> items(1'000);
    std::generate(items.begin(), items.end(), [&] { return static_cast<int>(random() % 300); });
    for (const int item : items) queue.put(item);
    std::sort(items.begin(), items.end());
    for (const int item : items) QCOMPARE(queue.get(), item);
    QVERIFY(queue.empty());
  }

  void smallest_first_while_items_come_and_go() {
    std::mt19937 random(7);
    PriorityQueue<int> queue;
    std::multiset<int> expected;
    for (int round = 0; round < 10'000; ++round) {
      if (random() % 2 == 0 || expected.empty()) {
        const int item = static_cast<int>(random() % 100);
        queue.put(item);
        expected.insert(item);
      } else {
        QCOMPARE(queue.get(), *expected.begin());
        expected.erase(expected.begin());
      }
    }
  }

  void pairs_and_tuples_compare_element_by_element() {
    PriorityQueue<std::pair<int, std::string>> pairs;
    pairs.put({2, "a"});
    pairs.put({1, "b"});
    pairs.put({1, "a"});
    QCOMPARE(pairs.get(), (std::pair<int, std::string>(1, "a")));
    QCOMPARE(pairs.get(), (std::pair<int, std::string>(1, "b")));
    QCOMPARE(pairs.get(), (std::pair<int, std::string>(2, "a")));
    PriorityQueue<std::tuple<int, int, int>> tuples;
    tuples.put({1, 2, 4});
    tuples.put({1, 2, 3});
    QVERIFY(tuples.get() == std::tuple(1, 2, 3));
  }

  void another_comparison_may_be_given() {
    PriorityQueue<int, std::greater<>> largest_first;
    for (const int item : {1, 3, 2}) largest_first.put(item);
    for (const int item : {3, 2, 1}) QCOMPARE(largest_first.get(), item);
    const auto by_distance = [](int from) {
      return [from](int a, int b) { return std::abs(a - from) < std::abs(b - from); };
    };
    PriorityQueue<int, decltype(by_distance(5))> nearest_first(0, "near", by_distance(5));
    for (const int item : {1, 9, 6}) nearest_first.put(item);
    QCOMPARE(nearest_first.get(), 6);
  }

  void equal_items_come_in_the_order_of_pythons_heapq() {
    PriorityQueue<Job> queue;
    int number = 0;
    for (const int key : {0, 2, 0, 1, 0, 1, 1, 1, 2, 1, 0, 0}) queue.put({key, number++});
    // As CPython 3.11 gives them back.
    for (const int expected : {0, 2, 11, 4, 10, 6, 3, 5, 9, 7, 8, 1}) QCOMPARE(queue.get().number, expected);
  }

  void a_put_whose_comparison_throws_changes_nothing() {
    PriorityQueue<Job> queue(5);
    for (int key = 0; key < 4; ++key) queue.put({key, key});
    QVERIFY_THROWS_EXCEPTION(std::domain_error, queue.put({0, 9, true}));
    QCOMPARE(queue.qsize(), 4);
    for (int key = 0; key < 4; ++key) {
      QCOMPARE(queue.get().key, key);
      queue.task_done();
    }
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.task_done());
  }

  void a_put_whose_comparison_throws_leaves_the_item_to_its_caller() {
    const auto less = [](const std::unique_ptr<int>&, const std::unique_ptr<int>&) -> bool {
      throw std::domain_error("cannot be compared");
    };
    PriorityQueue<std::unique_ptr<int>, decltype(less)> queue(0, "jobs", less);
    queue.put(std::make_unique<int>(1));
    auto item = std::make_unique<int>(2);
    QVERIFY_THROWS_EXCEPTION(std::domain_error, queue.put(std::move(item)));
    QCOMPARE(*item, 2);
    QCOMPARE(*queue.get(), 1);
  }

  void a_get_whose_comparison_throws_keeps_the_item() {
    const auto broken = std::make_shared<bool>(false);
    const auto less = [broken](int a, int b) {
      if (*broken) throw std::domain_error("cannot be compared");
      return a < b;
    };
    PriorityQueue<int, decltype(less)> queue(0, "jobs", less);
    for (int item = 9; item >= 0; --item) queue.put(item);
    *broken = true;
    QVERIFY_THROWS_EXCEPTION(std::domain_error, queue.get());
    QCOMPARE(queue.qsize(), 10);
    *broken = false;
    for (int item = 0; item <= 9; ++item) QCOMPARE(queue.get(), item);
  }

  void it_is_a_queue_with_bounds_and_tasks() {
    PriorityQueue<int> jobs(2);
    Queue<int>& queue = jobs;
    queue.put(2);
    queue.put(1);
    QVERIFY(queue.full());
    QVERIFY_THROWS_EXCEPTION(Full, queue.put_nowait(3));
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.put(3, -1s));
    QCOMPARE(queue.get(), 1);
    QCOMPARE(queue.get(1s), 2);
    QVERIFY_THROWS_EXCEPTION(Empty, queue.get(non_blocking));
    queue.task_done();
    queue.task_done();
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.task_done());
    queue.join();
  }

  void a_blocked_get_goes_through_when_an_item_comes() {
    PriorityQueue<int> queue(0, "jobs");
    Watched watched;
    int got = 0;
    const Thread getter = watched.start("getter", [&] { got = queue.get(); });
    QVERIFY(watched.until_blocked("getter", "jobs"));
    queue.put(7);
    getter.join();
    QCOMPARE(got, 7);
  }

  void items_need_only_be_movable_and_are_dropped_on_get() {
    PriorityQueue<std::pair<int, std::unique_ptr<int>>> movable(2);
    movable.put({2, std::make_unique<int>(20)});
    movable.put({1, std::make_unique<int>(10)});
    auto item = std::pair(0, std::make_unique<int>(4));
    QVERIFY_THROWS_EXCEPTION(Full, movable.put_nowait(std::move(item)));
    QCOMPARE(*item.second, 4);
    QCOMPARE(*movable.get().second, 10);
    QCOMPARE(*movable.get().second, 20);
    PriorityQueue<std::shared_ptr<int>> shared;
    const auto watched_item = std::make_shared<int>(1);
    shared.put(watched_item);
    shared.get();
    QCOMPARE(watched_item.use_count(), 1);
  }

  void four_producers_and_consumers_pass_every_item_once() {
    PriorityQueue<ProducersConsumers::Item> queue(10);
    QVERIFY(ProducersConsumers(queue).every_item_came_once());
    QVERIFY(queue.empty());
  }

  void the_trace_calls_it_a_priority_queue() {
    Watched watched;
    watched.start("worker", [] { PriorityQueue<int>(3, "jobs").put(1); }).join();
    QCOMPARE(watched.kinds("jobs"), std::vector{trace::EventKind::put});
    QVERIFY(watched.objects().rbegin()->second.kind == trace::ObjectKind::priority_queue);
  }
};

QTEST_APPLESS_MAIN(TestPriorityQueue)
#include "tst_priority_queue.moc"
