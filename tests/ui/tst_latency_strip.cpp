#include <QTest>

#include "ui/latency_strip.h"

using namespace std::chrono_literals;

class TestLatencyStrip : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bars_grow_with_latency();
  void late_values_are_drawn_higher();
};

namespace {

int inked(ui::LatencyStrip& strip, std::chrono::nanoseconds value) {
  strip.setValues(std::vector<std::chrono::nanoseconds>(10, value));
  const QImage image = strip.grab().toImage();
  int count = 0;
  for (int y = 1; y < image.height() - 1; ++y) {
    if (image.pixelColor(image.width() / 2, y) != image.pixelColor(image.width() / 2, 1)) ++count;
  }
  return count;
}

}  // namespace

void TestLatencyStrip::bars_grow_with_latency() {
  QCOMPARE(ui::latencyBarHeight(0ns), 0.0);
  QVERIFY(ui::latencyBarHeight(1us) > 0.0);
  QVERIFY(ui::latencyBarHeight(16ms) > ui::latencyBarHeight(1ms));
  QCOMPARE(ui::latencyBarHeight(5s), 1.0);
}

void TestLatencyStrip::late_values_are_drawn_higher() {
  ui::LatencyStrip strip;
  strip.resize(100, 24);
  QVERIFY(inked(strip, 100ms) > inked(strip, 1ms));
}

QTEST_MAIN(TestLatencyStrip)
#include "tst_latency_strip.moc"
