#include <QTest>
#include <limits>

#include "trace/digits.h"

class TestDigits : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void numbers_are_grouped_by_thousands() {
    QCOMPARE(trace::grouped(0), std::string("0"));
    QCOMPARE(trace::grouped(999), std::string("999"));
    QCOMPARE(trace::grouped(7'213), std::string("7,213"));
    QCOMPARE(trace::grouped(-999), std::string("-999"));
    QCOMPARE(trace::grouped(-1'000'000), std::string("-1,000,000"));
    QCOMPARE(trace::grouped(std::numeric_limits<std::int64_t>::min()), std::string("-9,223,372,036,854,775,808"));
  }
};

QTEST_APPLESS_MAIN(TestDigits)
#include "tst_digits.moc"
