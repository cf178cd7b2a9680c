#include <QtTest>
#include <atomic>
#include <thread>

#include "threading/parker.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using threading::Deadline;
using threading::Parker;

class TestParker : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_permit_given_before_is_kept() {
    Parker parker;
    parker.unpark();
    parker.park(Deadline::never());
  }

  void one_permit_at_most_is_kept() {
    Parker parker;
    for (int i = 0; i < 3; ++i) parker.unpark();
    parker.park(Deadline::never());
    // May return early for no reason, so that only a permit kept too many would end this every time.
    bool waited = false;
    for (int i = 0; i < 10 && !waited; ++i) {
      const auto began = std::chrono::steady_clock::now();
      parker.park(Deadline::after(5ms));
      waited = std::chrono::steady_clock::now() - began >= 5ms;
    }
    QVERIFY(waited);
  }

  void parking_at_once_does_not_wait_and_takes_the_permit() {
    Parker parker;
    parker.park(Deadline::at_once());
    parker.unpark();
    parker.park(Deadline::at_once());
  }

  void parking_ends_at_the_deadline() {
    Parker parker;
    const auto deadline = Deadline::after(20ms);
    while (!deadline.passed()) parker.park(deadline);
  }

  void a_deadline_that_has_passed_does_not_wait() {
    Parker parker;
    const auto deadline = Deadline::after(1ns);
    QVERIFY(until([&] { return deadline.passed(); }));
    parker.park(deadline);
  }

  void unpark_ends_a_parking_for_ever() {
    Parker parker;
    std::atomic<bool> over{false};
    std::thread sleeper([&] {
      while (!over) parker.park(Deadline::never());
    });
    over = true;
    parker.unpark();
    sleeper.join();
  }

  void no_wake_up_is_lost_between_two_that_take_turns() {
    constexpr int rounds = 20'000;
    Parker ping;
    Parker pong;
    std::atomic<int> turn{0};
    const auto take_turn = [&](Parker& own, Parker& others, int mine) {
      while (turn != mine) own.park(Deadline::never());
      turn = mine + 1;
      others.unpark();
    };
    std::thread other([&] {
      for (int n = 0; n < rounds; ++n) take_turn(ping, pong, 2 * n + 1);
    });
    for (int n = 0; n < rounds; ++n) take_turn(pong, ping, 2 * n);
    other.join();
    QCOMPARE(turn.load(), 2 * rounds);
  }
};

QTEST_APPLESS_MAIN(TestParker)
#include "tst_parker.moc"
