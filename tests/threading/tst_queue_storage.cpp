#include <QtTest>
#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "threading/queue.h"
#include "threading/watched.h"

// What a queue stores, how a subclass replaces the storage, and what is left when storing or taking fails.

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

using Number = std::unique_ptr<int>;

Number number(int value) { return std::make_unique<int>(value); }

/// Storing a negative number fails, and so does taking anything while `locked_up`.
class Picky final : public Queue<Number> {
 public:
  using Queue::Queue;
  std::atomic<bool> locked_up = false;

 private:
  void store(Number&& item) override {
    if (*item < 0) throw std::domain_error("negative");
    Queue::store(std::move(item));
  }
  Number take() override {
    if (locked_up.exchange(false)) throw std::domain_error("locked up");
    return Queue::take();
  }
};

/// Storage that a subclass replaces; its constructor is Python's _init.
class SmallestFirst final : public Queue<int> {
 public:
  explicit SmallestFirst(int maxsize) : Queue(maxsize) { items_.reserve(static_cast<std::size_t>(maxsize)); }
  std::size_t capacity() const { return items_.capacity(); }

 private:
  void store(int&& item) override {
    items_.insert(std::upper_bound(items_.begin(), items_.end(), item, std::greater()), item);
  }
  int take() override {
    const int item = items_.back();
    items_.pop_back();
    return item;
  }
  int size() const override { return static_cast<int>(items_.size()); }

  std::vector<int> items_;
};

/// Copying it fails.
struct Unique {
  Unique() = default;
  Unique(const Unique&) { throw std::domain_error("there is only one"); }
  Unique(Unique&&) noexcept = default;
};

}  // namespace

class TestQueueStorage : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void references_are_dropped_on_get() {
    Queue<std::shared_ptr<int>> queue;
    const auto item = std::make_shared<int>(1);
    queue.put(item);
    QCOMPARE(item.use_count(), 2);
    queue.get();
    QCOMPARE(item.use_count(), 1);
  }

  void references_are_dropped_with_the_queue() {
    const auto item = std::make_shared<int>(1);
    {
      Queue<std::shared_ptr<int>> queue;
      for (int i = 0; i < 100; ++i) queue.put(item);
      QCOMPARE(item.use_count(), 101);
    }
    QCOMPARE(item.use_count(), 1);
  }

  void items_need_only_be_movable() {
    Queue<Number> queue;
    queue.put(number(3));
    queue.put_nowait(number(4));
    QCOMPARE(*queue.get(), 3);
    QCOMPARE(*queue.get_nowait(), 4);
  }

  void an_item_that_found_no_room_is_still_the_callers() {
    Queue<Number> queue(1);
    queue.put(number(1));
    Number item = number(2);
    QVERIFY_THROWS_EXCEPTION(Full, queue.put_nowait(std::move(item)));
    QVERIFY_THROWS_EXCEPTION(Full, queue.put(std::move(item), 1ms));
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.put(std::move(item), -1s));
    QCOMPARE(*item, 2);
  }

  void an_item_whose_putter_is_taken_down_is_still_the_callers() {
    Queue<Number> queue(1, "work");
    queue.put(number(1));
    Number item = number(2);
    Watched watched;
    watched.start("putter", [&] { queue.put(std::move(item)); });
    QVERIFY(watched.until_blocked("putter", "work"));
    watched.end();
    QCOMPARE(*item, 2);
    QCOMPARE(queue.qsize(), 1);
  }

  void a_subclass_may_replace_initialise_size_put_and_get() {
    SmallestFirst queue(3);
    QCOMPARE(queue.capacity(), std::size_t{3});
    for (const int item : {5, 1, 3}) queue.put(item);
    QVERIFY(queue.full());
    QVERIFY_THROWS_EXCEPTION(Full, queue.put_nowait(0));
    for (const int item : {1, 3, 5}) QCOMPARE(queue.get(), item);
    QVERIFY(queue.empty());
  }

  void a_put_that_throws_while_storing_leaves_the_queue_as_it_was() {
    Picky queue(1, "work");
    Number bad = number(-1);
    Watched watched;
    QVERIFY_THROWS_EXCEPTION(std::domain_error, queue.put(std::move(bad)));
    QCOMPARE(*bad, -1);
    QCOMPARE(queue.qsize(), 0);
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.task_done());
    queue.join();
    const Thread getter = watched.start("getter", [&] { queue.get(); });
    QVERIFY(watched.until_blocked("getter", "work"));
    watched.start("putter", [&] { QVERIFY_THROWS_EXCEPTION(std::domain_error, queue.put(std::move(bad))); }).join();
    QVERIFY(watched.events(EventKind::woke).empty());
    QVERIFY(watched.events(EventKind::put).empty());
    queue.put(number(1));
    getter.join();
  }

  void a_put_whose_item_cannot_be_copied_leaves_the_queue_as_it_was() {
    Queue<Unique> queue;
    const Unique item;
    QVERIFY_THROWS_EXCEPTION(std::domain_error, queue.put(item));
    QCOMPARE(queue.qsize(), 0);
    QVERIFY_THROWS_EXCEPTION(ValueError, queue.task_done());
  }

  void a_blocked_put_that_throws_while_storing_lets_the_next_one_in() {
    Picky queue(1, "work");
    queue.put(number(1));
    Watched watched;
    const Thread first =
        watched.start("first", [&] { QVERIFY_THROWS_EXCEPTION(std::domain_error, queue.put(number(-1))); });
    QVERIFY(watched.until_blocked("first", "work"));
    const Thread second = watched.start("second", [&] { queue.put(number(2)); });
    QVERIFY(watched.until_blocked("second", "work"));
    QCOMPARE(*queue.get(), 1);
    first.join();
    second.join();
    QCOMPARE(*queue.get(), 2);
  }

  void a_get_that_throws_while_taking_keeps_the_item() {
    Picky queue;
    queue.put(number(1));
    queue.locked_up = true;
    QVERIFY_THROWS_EXCEPTION(std::domain_error, queue.get());
    QCOMPARE(queue.qsize(), 1);
    QCOMPARE(*queue.get(), 1);
  }

  void a_blocked_get_that_throws_while_taking_leaves_the_item_to_the_next_one() {
    Picky queue(0, "work");
    Watched watched;
    const Thread first = watched.start("first", [&] { QVERIFY_THROWS_EXCEPTION(std::domain_error, queue.get()); });
    QVERIFY(watched.until_blocked("first", "work"));
    int got = 0;
    const Thread second = watched.start("second", [&] { got = *queue.get(); });
    QVERIFY(watched.until_blocked("second", "work"));
    queue.locked_up = true;
    queue.put(number(7));
    first.join();
    second.join();
    QCOMPARE(got, 7);
  }
};

QTEST_APPLESS_MAIN(TestQueueStorage)
#include "tst_queue_storage.moc"
