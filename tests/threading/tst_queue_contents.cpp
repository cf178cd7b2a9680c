#include <QtTest>
#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "threading/lifo_queue.h"
#include "threading/priority_queue.h"
#include "threading/quiet_runtime.h"
#include "threading/session.h"
#include "threading/simple_queue.h"

// What a queue holds, as it is told where every step of a run is looked at, and nowhere else.

using namespace threading;
using trace::EventKind;
using Items = std::vector<std::string>;

namespace {

class Obliging final : public QuietRuntime {
  Decision announce(Context&, const Operation&, Subject&, FunctionRef<bool()>, Deadline) override {
    return Decision::act;
  }
};

/// What `program` does, in a thread of a session with this runtime.
trace::Batch recorded(Runtime* runtime, const std::function<void()>& program) {
  const auto recorder = std::make_shared<trace::Recorder>();
  {
    const auto session = std::make_shared<Session>(Session::Options{.recorder = recorder, .runtime = runtime});
    const auto context = session->adopt("main");
    const Session::Visit visit(*context);
    program();
  }
  return recorder->drain();
}

/// After each change of the only queue.
std::vector<Items> told(const trace::Batch& batch) {
  std::vector<Items> all;
  for (const trace::NameRecord& record : batch.names) {
    if (const auto* contents = std::get_if<trace::Contents>(&record)) all.push_back(contents->items);
  }
  return all;
}

std::vector<Items> told_in_steps(const std::function<void()>& program) {
  Obliging runtime;
  return told(recorded(&runtime, program));
}

template <class AnyQueue>
std::vector<Items> told_of(std::initializer_list<int> puts, int gets) {
  return told_in_steps([&] {
    AnyQueue queue;
    for (const int item : puts) queue.put(item);
    for (int i = 0; i < gets; ++i) queue.get();
  });
}

/// Storage that a subclass replaces and does not show.
class Secretive final : public Queue<int> {
  void store(int&& item) override { items_.push_back(item); }
  int take() override {
    const int item = items_.back();
    items_.pop_back();
    return item;
  }
  int size() const override { return static_cast<int>(items_.size()); }

  std::vector<int> items_;
};

/// Comparing it fails while `refuses`.
struct Touchy {
  int number;
  static inline bool refuses = false;
  bool operator<(const Touchy& other) const {
    if (refuses) throw std::domain_error("do not compare me");
    return number < other.number;
  }
};

}  // namespace

class TestQueueContents : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_queue_tells_its_items_in_the_order_in_which_they_came() {
    const std::vector<Items> expected{{"4"}, {"4", "6"}, {"4", "6", "5"}, {"6", "5"}};
    QCOMPARE(told_of<Queue<int>>({4, 6, 5}, 1), expected);
    QCOMPARE(told_of<SimpleQueue<int>>({4, 6, 5}, 1), expected);
  }

  void a_lifo_queue_tells_the_last_one_first() {
    const std::vector<Items> expected{{"4"}, {"6", "4"}, {"5", "6", "4"}, {"6", "4"}};
    QCOMPARE(told_of<LifoQueue<int>>({4, 6, 5}, 1), expected);
  }

  void a_priority_queue_tells_the_smallest_one_first() {
    const std::vector<Items> expected{{"6"}, {"4", "6"}, {"4", "5", "6"}, {"5", "6"}};
    QCOMPARE(told_of<PriorityQueue<int>>({6, 4, 5}, 1), expected);
  }

  void equal_items_are_told_in_the_order_in_which_get_gives_them() {
    using Job = std::pair<int, int>;
    const auto by_urgency = [](const Job& one, const Job& other) { return one.first < other.first; };
    std::vector<Items> given;
    const auto all = told_in_steps([&] {
      PriorityQueue<Job, decltype(by_urgency)> queue(0, {}, by_urgency);
      for (int number = 1; number <= 9; ++number) queue.put({number % 3, number});
      Items order;
      while (!queue.empty()) order.push_back(item_in_words(queue.get()));
      given.push_back(order);
    });
    QCOMPARE(all.at(8), given.front());
  }

  void items_that_a_vector_packs_are_told_too() {
    QCOMPARE(told_in_steps([] { LifoQueue<bool>().put(true); }).back(), Items{"true"});
  }

  void the_last_get_leaves_nothing() { QCOMPARE(told_of<Queue<int>>({4}, 1).back(), Items()); }

  void contents_come_with_the_change_that_made_them() {
    Obliging runtime;
    const trace::Batch batch = recorded(&runtime, [] {
      Queue<int> queue(0, "work");
      queue.put(4);
      queue.task_done();
      queue.get();
    });
    std::vector<std::uint32_t> changes;
    for (const trace::Event& event : batch.events) {
      if (event.kind == EventKind::put || event.kind == EventKind::got) changes.push_back(event.sequence);
    }
    std::vector<std::uint32_t> sequences;
    for (const trace::NameRecord& record : batch.names) {
      if (const auto* contents = std::get_if<trace::Contents>(&record)) sequences.push_back(contents->sequence);
    }
    QCOMPARE(sequences, changes);
  }

  void no_more_are_told_than_a_view_can_show() {
    const auto all = told_in_steps([] {
      Queue<int> queue;
      for (int item = 0; item < 100; ++item) queue.put(item);
    });
    QCOMPARE(all.back().size(), std::size_t{16});
    QCOMPARE(all.back().front(), std::string("0"));
  }

  void a_run_that_is_watched_but_not_stepped_tells_nothing() {
    const trace::Batch batch = recorded(nullptr, [] { Queue<int>().put(4); });
    QVERIFY(std::ranges::find(batch.events, EventKind::put, &trace::Event::kind) != batch.events.end());
    QVERIFY(told(batch).empty());
  }

  void a_subclass_that_does_not_show_its_items_tells_nothing() {
    QVERIFY(told_in_steps([] { Secretive().put(4); }).empty());
  }

  void items_that_cannot_be_compared_any_more_are_put_and_got_all_the_same() {
    const auto all = told_in_steps([] {
      PriorityQueue<Touchy> queue;
      for (const int number : {1, 2, 3}) queue.put({number});
      Touchy::refuses = true;
      QVERIFY_THROWS_EXCEPTION(std::domain_error, queue.get());
      Touchy::refuses = false;
      QCOMPARE(queue.get().number, 1);
    });
    QCOMPARE(all.size(), std::size_t{4});
  }
};

QTEST_APPLESS_MAIN(TestQueueContents)
#include "tst_queue_contents.moc"
