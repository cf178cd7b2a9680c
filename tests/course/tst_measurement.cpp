#include <QTest>

#include "course/measurement.h"

using course::line_of;
using course::Measurement;
using course::measurement_in;

class TestMeasurement : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void what_is_written_is_read() {
    for (const auto kind : {Measurement::Kind::set, Measurement::Kind::add}) {
      for (const std::int64_t value : {std::int64_t{0}, std::int64_t{-7}, std::numeric_limits<std::int64_t>::max()}) {
        const auto read = measurement_in(line_of({kind, value, "lines in the file"}));
        QVERIFY(read.has_value());
        QCOMPARE(read->kind, kind);
        QCOMPARE(read->value, value);
        QCOMPARE(read->gauge, std::string("lines in the file"));
      }
    }
  }

  void other_lines_are_for_people_data() {
    QTest::addColumn<QByteArray>("line");
    for (const char* line : {"", "worker: heartbeat 1", "\x1f", "\x1fs", "\x1fs1", "\x1fx1\x1fgauge",
                             "\x1fsone\x1fgauge", "\x1fs99999999999999999999\x1fgauge", " \x1fs1\x1fgauge"}) {
      QTest::addRow("%s", line) << QByteArray(line);
    }
  }
  void other_lines_are_for_people() {
    QFETCH(QByteArray, line);
    QVERIFY(!measurement_in(line.toStdString()).has_value());
  }
};

QTEST_APPLESS_MAIN(TestMeasurement)
#include "tst_measurement.moc"
