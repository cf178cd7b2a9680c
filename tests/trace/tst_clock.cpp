#include <QtTest>
#include <chrono>

#include "trace/clock.h"

using trace::Clock;
using namespace std::chrono_literals;

namespace {

/// The time that passed on both clocks while `steady_clock` was watched for `duration`.
struct Passed {
  std::chrono::nanoseconds ticks{};
  std::chrono::nanoseconds least{};  ///< of steady_clock between the inner readings
  std::chrono::nanoseconds most{};   ///< of steady_clock between the outer readings
};

Passed watch(std::chrono::milliseconds duration) {
  using std::chrono::steady_clock;
  const Clock& clock = Clock::process();
  const auto before_first = steady_clock::now();
  const std::uint64_t first = clock.ticks();
  const auto after_first = steady_clock::now();
  while (steady_clock::now() - after_first < duration) {
  }
  const auto before_last = steady_clock::now();
  const std::uint64_t last = clock.ticks();
  const auto after_last = steady_clock::now();
  return {clock.between(first, last), before_last - after_first, after_last - before_first};
}

}  // namespace

class TestClock : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void there_is_one_clock() { QCOMPARE(&Clock::process(), &Clock::process()); }

  void ticks_never_go_back_in_one_thread() {
    const Clock& clock = Clock::process();
    std::uint64_t last = clock.ticks();
    for (int i = 0; i < 100'000; ++i) {
      const std::uint64_t now = clock.ticks();
      QVERIFY(now >= last);
      last = now;
    }
  }

  void agrees_with_steady_clock_within_one_per_mille() {
    const Passed passed = watch(20ms);
    QVERIFY(passed.ticks > passed.least - passed.least / 1000);
    QVERIFY(passed.ticks < passed.most + passed.most / 1000);
  }

  void by_hand_time_passes_only_as_it_is_told() {
    const auto clock = Clock::by_hand();
    const std::uint64_t first = clock->ticks();
    QCOMPARE(clock->between(first, clock->ticks()), 1ns);
    clock->set(3ms);
    QCOMPARE(clock->between(first, clock->ticks()), 3ms);
    clock->set(2ms);
    QCOMPARE(clock->between(first, clock->ticks()), 3ms + 1ns);
  }

  void a_difference_backwards_is_negative() {
    const Clock& clock = Clock::process();
    QVERIFY(clock.between(2'000'000, 1'000'000) < 0ns);
    QCOMPARE(clock.between(2'000'000, 1'000'000), -clock.between(1'000'000, 2'000'000));
    QCOMPARE(clock.between(5, 5), 0ns);
  }
};

QTEST_APPLESS_MAIN(TestClock)
#include "tst_clock.moc"
