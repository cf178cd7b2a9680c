#include <QtTest>
#include <climits>
#include <stdexcept>
#include <vector>

#include "threading/event.h"
#include "threading/shared.h"
#include "threading/watched.h"

using namespace threading;
using trace::EventKind;

class TestShared : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void begins_with_its_initial_value() {
    QCOMPARE(Shared<int>().load(), 0);
    QCOMPARE(Shared<int>(7).load(), 7);
    QCOMPARE(Shared<bool>(true).load(), true);
    QCOMPARE(Shared<double>(0.5).load(), 0.5);
  }

  void an_update_between_load_and_store_is_lost() {
    Shared<int> counter(0, "counter");
    threading::Event loaded;
    threading::Event added;
    Watched watched;
    const Thread slow = watched.start("slow", [&] {
      const int seen = counter.load();
      loaded.set();
      added.wait();
      counter.store(seen + 1);
    });
    const Thread quick = watched.start("quick", [&] {
      loaded.wait();
      counter.store(counter.load() + 1);
      added.set();
    });
    slow.join();
    quick.join();
    QCOMPARE(counter.load(), 1);
    std::vector<std::int64_t> values;
    for (const trace::Event& event : watched.history("counter")) values.push_back(event.value);
    QCOMPARE(values, (std::vector<std::int64_t>{0, 0, 1, 1}));
  }

  void a_modification_is_indivisible() {
    constexpr int rounds = 5'000;
    Shared<int> counter;
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.push_back(watched.start("worker", [&] {
        for (int n = 0; n < rounds; ++n) {
          counter.modify([](int old) { return old + 1; });
          counter.fetch_add(1);
          for (int seen = counter.load(); !counter.compare_exchange(seen, seen + 1);) {
          }
        }
      }));
    }
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(counter.load(), 3 * 4 * rounds);
  }

  void modifications_return_the_old_value() {
    Shared<int> shared(1);
    QCOMPARE(shared.modify([](int old) { return old * 10; }), 1);
    QCOMPARE(shared.exchange(3), 10);
    QCOMPARE(shared.fetch_add(4), 3);
    QCOMPARE(shared.load(), 7);
  }

  void the_change_is_called_once() {
    Shared<int> shared;
    int calls = 0;
    shared.modify([&calls](int old) { return old + ++calls; });
    QCOMPARE(calls, 1);
    QCOMPARE(shared.load(), 1);
  }

  void a_change_that_throws_changes_nothing() {
    Shared<int> shared(5);
    QVERIFY_THROWS_EXCEPTION(std::logic_error, shared.modify([](int) -> int { throw std::logic_error("change"); }));
    QCOMPARE(shared.load(), 5);
    QCOMPARE(shared.fetch_add(1), 5);
  }

  void compare_exchange_tells_what_it_found() {
    Shared<int> shared(5);
    int expected = 4;
    QVERIFY(!shared.compare_exchange(expected, 9));
    QCOMPARE(expected, 5);
    QVERIFY(shared.compare_exchange(expected, 9));
    QCOMPARE(shared.load(), 9);
  }

  void integers_wrap_around() {
    Shared<int> shared(INT_MAX);
    shared.fetch_add(1);
    QCOMPARE(shared.load(), INT_MIN);
    Shared<std::uint8_t> small(255);
    small.fetch_add(2);
    QCOMPARE(small.load(), std::uint8_t{1});
    Shared<double> real(1.5);
    real.fetch_add(0.5);
    QCOMPARE(real.load(), 2.0);
  }

  void the_trace_tells_each_step_and_its_value() {
    Shared<int> shared(1, "counter");
    Shared<double> real(1.5, "real");
    Watched watched;
    watched
        .start("worker",
               [&] {
                 shared.load();
                 shared.store(5);
                 shared.fetch_add(2);
                 int expected = 0;
                 shared.compare_exchange(expected, 1);
                 shared.compare_exchange(expected, 8);
                 real.store(2.5);
               })
        .join();
    using K = EventKind;
    QCOMPARE(watched.kinds("counter"), (std::vector{K::loaded, K::stored, K::modified, K::loaded, K::modified}));
    std::vector<std::int64_t> values;
    for (const trace::Event& event : watched.history("counter")) values.push_back(event.value);
    QCOMPARE(values, (std::vector<std::int64_t>{1, 5, 7, 7, 8}));
    QCOMPARE(watched.history("real").front().value, 0);
  }

  void stores_are_sequentially_consistent() {
    for (int round = 0; round < 300; ++round) {
      Shared<int> left;
      Shared<int> right;
      int seen_left = 0;
      int seen_right = 0;
      std::thread one([&] {
        left.store(1);
        seen_right = right.load();
      });
      std::thread other([&] {
        right.store(1);
        seen_left = left.load();
      });
      one.join();
      other.join();
      QVERIFY(seen_left + seen_right > 0);
    }
  }
};

QTEST_APPLESS_MAIN(TestShared)
#include "tst_shared.moc"
