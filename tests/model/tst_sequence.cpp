#include <QTest>

#include "model/sequence.h"

class TestSequence : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void later_is_newer() {
    QVERIFY(model::is_newer(6, 5));
    QVERIFY(!model::is_newer(5, 5));
    QVERIFY(!model::is_newer(4, 5));
  }

  void later_is_newer_after_the_number_has_gone_round() {
    QVERIFY(model::is_newer(3, 0xfffffff0U));
    QVERIFY(!model::is_newer(0xfffffff0U, 3));
  }
};

QTEST_APPLESS_MAIN(TestSequence)
#include "tst_sequence.moc"
