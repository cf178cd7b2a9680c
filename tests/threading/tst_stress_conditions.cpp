#include <QtTest>
#include <algorithm>
#include <array>
#include <chrono>
#include <deque>

#include "threading/condition.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/rlock.h"
#include "threading/stress.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using namespace threading;

namespace {

constexpr int crew = 4;
constexpr int rounds_each = rounds(3'000);

template <class AnyLock>
constexpr bool reentrant = std::is_same_v<AnyLock, RLock>;

/// Waits until `holds()`, in one of the ways; the condition's lock is held.
template <class Holds>
void wait_somehow(Condition& condition, Random& random, Holds holds) {
  switch (below(random, 3)) {
    case 0: condition.wait_for(holds); return;
    case 1:
      while (!condition.wait_for(holds, std::chrono::microseconds(below(random, 100)))) {
      }
      return;
    default:
      while (!holds()) condition.wait(one_in(random, 4) ? 20us : 1h);
  }
}

/// Threads that take turns by a number; each wakes all others.
template <class AnyLock>
void check_turns(Mode mode) {
  AnyLock lock;
  Condition condition(lock);
  std::atomic<int> places{0};
  int turn = 0;
  bool in_order = true;
  Crew(mode)
      .add(crew,
           [&](Random& random) {
             const int place = places++;
             for (int n = 0; n < rounds_each; ++n) {
               const With with(condition);
               const bool deeper = reentrant<AnyLock> && one_in(random, 2);
               if (deeper) lock.acquire();
               wait_somehow(condition, random, [&] { return turn % crew == place; });
               in_order = in_order && turn == n * crew + place;
               ++turn;
               condition.notify_all();
               if (deeper) lock.release();
             }
           })
      .run();
  QVERIFY(in_order);
  QCOMPARE(turn, crew * rounds_each);
}

/// A buffer made of two conditions over one lock, as in Python's queue: one notify() for each change.
class Buffer {
 public:
  static constexpr std::size_t capacity = 3;

  void put(int item, Random& random) {
    const With with(not_full_);
    wait_somehow(not_full_, random, [&] { return items_.size() < capacity; });
    items_.push_back(item);
    most_ = std::max(most_, items_.size());
    not_empty_.notify();
  }
  int get(Random& random) {
    const With with(not_empty_);
    wait_somehow(not_empty_, random, [&] { return !items_.empty(); });
    const int item = items_.front();
    items_.pop_front();
    not_full_.notify();
    return item;
  }
  std::size_t most() const { return most_; }
  bool empty() const { return items_.empty(); }

 private:
  Lock lock_;
  Condition not_empty_{lock_};
  Condition not_full_{lock_};
  std::deque<int> items_;  // guarded by lock_, as what follows
  std::size_t most_ = 0;
};

}  // namespace

class TestStressConditions : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void turns_over_a_lock_come_in_order_data() { add_modes(); }
  void turns_over_a_lock_come_in_order() {
    QFETCH(Mode, mode);
    check_turns<Lock>(mode);
  }

  void turns_over_an_rlock_come_in_order_data() { add_modes(); }
  void turns_over_an_rlock_come_in_order() {
    QFETCH(Mode, mode);
    check_turns<RLock>(mode);
  }

  void one_notify_for_each_change_is_enough_for_a_buffer_data() { add_modes(); }
  void one_notify_for_each_change_is_enough_for_a_buffer() {
    QFETCH(Mode, mode);
    Buffer buffer;
    std::atomic<std::int64_t> put{0};
    std::atomic<std::int64_t> got{0};
    Crew(mode)
        .add(crew / 2,
             [&](Random& random) {
               for (int n = 0; n < rounds_each; ++n) {
                 const int item = static_cast<int>(below(random, 1'000'000));
                 buffer.put(item, random);
                 put += item;
               }
             })
        .add(crew / 2,
             [&](Random& random) {
               for (int n = 0; n < rounds_each; ++n) got += buffer.get(random);
             })
        .run();
    QCOMPARE(got.load(), put.load());
    QVERIFY(buffer.empty());
    QVERIFY(buffer.most() <= Buffer::capacity);
  }

  void an_event_lets_nobody_through_early_and_everybody_when_it_is_set_data() { add_modes(); }
  void an_event_lets_nobody_through_early_and_everybody_when_it_is_set() {
    QFETCH(Mode, mode);
    // Two gates in turn: one opens when all have passed the other one and it was closed behind them.
    std::array<threading::Event, 2> gates;
    std::array<threading::Event, 2> passed;
    std::array<std::atomic<int>, 2> through{};
    int opened = 0;  // written before the gate is set
    std::atomic<bool> early{false};
    Crew(mode)
        .add(crew,
             [&](Random& random) {
               for (int n = 0; n < rounds_each; ++n) {
                 const auto gate = static_cast<std::size_t>(n % 2);
                 if (one_in(random, 4)) dawdle(random, 100);
                 while (!gates.at(gate).wait(one_in(random, 2) ? Timeout(1h) : Timeout(10us))) {
                 }
                 if (opened <= n) early = true;
                 if (++through.at(gate) == crew) passed.at(gate).set();
               }
             })
        .add(1,
             [&](Random& random) {
               for (int n = 0; n < rounds_each; ++n) {
                 const auto gate = static_cast<std::size_t>(n % 2);
                 if (one_in(random, 4)) dawdle(random, 100);
                 ++opened;
                 gates.at(gate).set();
                 passed.at(gate).wait();
                 passed.at(gate).clear();
                 through.at(gate) = 0;
                 gates.at(gate).clear();
               }
             })
        .run();
    QVERIFY(!early);
    QCOMPARE(opened, rounds_each);
  }
};

QTEST_APPLESS_MAIN(TestStressConditions)
#include "tst_stress_conditions.moc"
