#include <QElapsedTimer>
#include <QTest>

#include "patience.h"
#include "ui/latency_meter.h"

using namespace std::chrono_literals;
using ui::LatencyMeter;

class TestLatencyMeter : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_measures_while_nothing_else_happens();
  void a_freeze_of_the_event_loop_is_seen();
  void a_freeze_is_seen_while_it_lasts();
  void it_can_end_while_a_probe_is_on_its_way();
};

namespace {

void freeze(std::chrono::milliseconds time) {
  QElapsedTimer clock;
  clock.start();
  while (std::chrono::milliseconds(clock.elapsed()) < time) {
  }
}

bool measured(const LatencyMeter& meter) { return meter.reading().worst.count() > 0; }

}  // namespace

void TestLatencyMeter::it_measures_while_nothing_else_happens() {
  const LatencyMeter meter;
  QTRY_VERIFY(measured(meter));
  const auto reading = meter.reading();
  QVERIFY(reading.percentile99 <= reading.worst);
  QCOMPARE(meter.worstPerColumn(120).size(), 120U);
}

void TestLatencyMeter::a_freeze_of_the_event_loop_is_seen() {
  const LatencyMeter meter;
  QTRY_VERIFY(measured(meter));
  freeze(300ms);
  QTRY_VERIFY(meter.reading().worst >= 200ms);
  QVERIFY(meter.reading().percentile99 >= 100ms);
}

void TestLatencyMeter::a_freeze_is_seen_while_it_lasts() {
  const LatencyMeter meter;
  QTRY_VERIFY(measured(meter));
  freeze(300ms);
  QVERIFY2(meter.reading().worst >= 200ms, "before the event loop came round again");
}

void TestLatencyMeter::it_can_end_while_a_probe_is_on_its_way() {
  for (int round = 0; round < 20; ++round) {
    const LatencyMeter meter;
    freeze(2ms);
  }
  QCoreApplication::processEvents();
}

QTEST_GUILESS_MAIN(TestLatencyMeter)
#include "tst_latency_meter.moc"
