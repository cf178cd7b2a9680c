#include <QtTest>

#include "threading/monotonic.h"
#include "threading/sleep.h"

using namespace std::chrono_literals;
using namespace threading;

class TestMonotonic : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_sleep_lies_between_two_moments() {
    const auto began = monotonic();
    sleep_for(20ms);
    QVERIFY(monotonic() - began >= 20ms);
  }
};

QTEST_APPLESS_MAIN(TestMonotonic)
#include "tst_monotonic.moc"
