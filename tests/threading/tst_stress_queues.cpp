#include <QtTest>
#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "threading/lifo_queue.h"
#include "threading/priority_queue.h"
#include "threading/queue.h"
#include "threading/simple_queue.h"
#include "threading/stress.h"

using namespace std::chrono_literals;
using namespace threading;

namespace {

constexpr int side = 3;  // producers, and consumers
constexpr int items_each = rounds(6'000);
constexpr int maxsize = 5;

using Item = std::pair<int, int>;  // producer and number; the last ones have the producer `end`
constexpr int end = 1'000;

template <class AnyQueue>
void put_somehow(AnyQueue& queue, Item item, Random& random) {
  for (;;) {
    try {
      switch (below(random, 4)) {
        case 0: return queue.put_nowait(item);
        case 1: return queue.put(item, std::chrono::microseconds(below(random, 50)));
        default: return queue.put(item);
      }
    } catch (const Full&) {
      std::this_thread::yield();
    }
  }
}

template <class AnyQueue>
Item get_somehow(AnyQueue& queue, Random& random) {
  for (;;) {
    try {
      switch (below(random, 4)) {
        case 0: return queue.get_nowait();
        case 1: return queue.get(std::chrono::microseconds(below(random, 50)));
        default: return queue.get();
      }
    } catch (const Empty&) {
      std::this_thread::yield();
    }
  }
}

/// What each consumer got.
using Harvest = std::vector<std::vector<Item>>;

template <class AnyQueue>
Harvest pass_through(AnyQueue& queue, Mode mode) {
  Harvest harvest(side);
  std::atomic<int> producers{0};
  std::atomic<std::size_t> consumers{0};
  std::atomic<bool> too_many{false};
  Crew(mode)
      .add(side,
           [&](Random& random) {
             const int producer = producers++;
             for (int number = 0; number < items_each; ++number) {
               put_somehow(queue, {producer, number}, random);
               if (one_in(random, 16)) dawdle(random, 100);
             }
             if constexpr (requires { queue.join(); }) queue.join();
             put_somehow(queue, {end, producer}, random);
           })
      .add(side,
           [&](Random& random) {
             auto& mine = harvest.at(consumers++);
             for (;;) {
               const Item item = get_somehow(queue, random);
               if constexpr (requires { queue.maxsize(); }) too_many = too_many || queue.qsize() > queue.maxsize();
               if constexpr (requires { queue.task_done(); }) queue.task_done();
               if (item.first == end) return;
               mine.push_back(item);
               if (one_in(random, 16)) dawdle(random, 100);
             }
           })
      .run();
  return too_many ? Harvest{} : harvest;
}

bool every_item_came_once(const Harvest& harvest) {
  std::vector<Item> all;
  for (const auto& mine : harvest) all.insert(all.end(), mine.begin(), mine.end());
  std::sort(all.begin(), all.end());
  return all.size() == std::size_t{side} * items_each && std::adjacent_find(all.begin(), all.end()) == all.end();
}

bool each_producers_came_in_order(const Harvest& harvest) {
  return std::all_of(harvest.begin(), harvest.end(), [](const auto& mine) {
    std::vector<int> last(side, -1);
    return std::all_of(mine.begin(), mine.end(), [&](const Item& item) {
      return std::exchange(last.at(static_cast<std::size_t>(item.first)), item.second) < item.second;
    });
  });
}

}  // namespace

class TestStressQueues : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_bounded_queue_passes_every_item_once_and_in_order_data() { add_modes(); }
  void a_bounded_queue_passes_every_item_once_and_in_order() {
    QFETCH(Mode, mode);
    Queue<Item> queue(maxsize);
    const Harvest harvest = pass_through(queue, mode);
    QVERIFY(every_item_came_once(harvest));
    QVERIFY(each_producers_came_in_order(harvest));
    QVERIFY(queue.empty());
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.task_done());
  }

  void a_simple_queue_passes_every_item_once_and_in_order_data() { add_modes(); }
  void a_simple_queue_passes_every_item_once_and_in_order() {
    QFETCH(Mode, mode);
    SimpleQueue<Item> queue;
    const Harvest harvest = pass_through(queue, mode);
    QVERIFY(every_item_came_once(harvest));
    QVERIFY(each_producers_came_in_order(harvest));
    QVERIFY(queue.empty());
  }

  void a_lifo_queue_passes_every_item_once_data() { add_modes(); }
  void a_lifo_queue_passes_every_item_once() {
    QFETCH(Mode, mode);
    LifoQueue<Item> queue(maxsize);
    QVERIFY(every_item_came_once(pass_through(queue, mode)));
    QVERIFY(queue.empty());
  }

  void a_priority_queue_passes_every_item_once_data() { add_modes(); }
  void a_priority_queue_passes_every_item_once() {
    QFETCH(Mode, mode);
    PriorityQueue<Item> queue(maxsize);
    QVERIFY(every_item_came_once(pass_through(queue, mode)));
    QVERIFY(queue.empty());
  }
};

QTEST_APPLESS_MAIN(TestStressQueues)
#include "tst_stress_queues.moc"
