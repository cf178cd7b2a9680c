#include <QTest>

#include "model/event_rate.h"

using std::chrono::milliseconds;

class TestEventRate : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void is_zero_at_first() { QCOMPARE(model::EventRate().per_second(), 0.0); }

  void follows_the_last_second_only() {
    model::EventRate rate;
    std::uint64_t total = 0;
    for (int i = 1; i <= 200; ++i) rate.observe(milliseconds(i * 10), total += 5);
    QVERIFY(qAbs(rate.per_second() - 500.0) < 1.0);
    for (int i = 201; i <= 400; ++i) rate.observe(milliseconds(i * 10), total += 20);
    QVERIFY(qAbs(rate.per_second() - 2000.0) < 1.0);
  }

  void time_that_stands_still_is_survived() {
    model::EventRate rate;
    rate.observe(milliseconds(0), 10);
    QCOMPARE(rate.per_second(), 0.0);
  }
};

QTEST_APPLESS_MAIN(TestEventRate)
#include "tst_event_rate.moc"
