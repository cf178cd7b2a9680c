#include <QtTest>

#include "threading/blocking.h"

using namespace std::chrono_literals;
using namespace threading;

class TestBlocking : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nothing_said_means_for_ever() { QVERIFY(Blocking().deadline().is_never()); }

  void non_blocking_means_at_once_and_ignores_a_timeout() {
    QVERIFY(Blocking(non_blocking).deadline().is_at_once());
    QVERIFY(Blocking(non_blocking, 1h).deadline().is_at_once());
    QVERIFY(Blocking(non_blocking, -1s).deadline().is_at_once());
  }

  void a_timeout_is_a_deadline_from_now() {
    const auto left = Blocking(1h).deadline().remaining();
    QVERIFY(left > 0 && left <= std::chrono::nanoseconds(1h).count());
    QVERIFY(Blocking(0s).deadline().is_at_once());
    QVERIFY(Blocking(-0.0 * 1s).deadline().is_at_once());
  }

  void a_negative_timeout_raises_value_error() {
    QVERIFY_THROWS_EXCEPTION(ValueError, Blocking(-1s).deadline());
    QVERIFY_THROWS_EXCEPTION(ValueError, Blocking(Timeout(-1ns)).deadline());
  }
};

QTEST_APPLESS_MAIN(TestBlocking)
#include "tst_blocking.moc"
