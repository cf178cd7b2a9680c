#include <QtTest>

#include "threading/errors.h"
#include "threading/sleep.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

class TestSleep : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void lasts_at_least_as_long_as_asked() {
    const auto began = std::chrono::steady_clock::now();
    sleep_for(20ms);
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
  }

  void zero_is_allowed() { sleep_for(0s); }

  void a_negative_duration_raises_value_error() { QVERIFY_THROWS_EXCEPTION(ValueError, sleep_for(-1ms)); }

  void more_than_timeout_max_raises_overflow_error() {
    QVERIFY_THROWS_EXCEPTION(OverflowError, sleep_for(TIMEOUT_MAX + 1s));
  }

  void timeout_max_really_sleeps_and_ends_when_the_run_is_taken_down() {
    Watched watched;
    bool went_on = false;
    const Thread sleeper = watched.start("sleeper", [&] {
      sleep_for(TIMEOUT_MAX);
      went_on = true;
    });
    QVERIFY(watched.until_asleep("sleeper"));
    watched.end();
    QVERIFY(!went_on);
    QCOMPARE(watched.events(EventKind::resumed).back().value, -1);
  }

  void the_trace_tells_how_long() {
    Watched watched;
    watched.start("sleeper", [] { sleep_for(5ms); }).join();
    const auto asleep = watched.events(EventKind::sleeping);
    QCOMPARE(asleep.size(), std::size_t{1});
    QVERIFY(asleep[0].value > 0 && asleep[0].value <= 5'000'000);
    QCOMPARE(watched.events(EventKind::resumed).size(), std::size_t{1});
  }
};

QTEST_APPLESS_MAIN(TestSleep)
#include "tst_sleep.moc"
