#include <QTest>

#include "ui/elided_label.h"

class TestElidedLabel : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_asks_for_no_width();
  void what_does_not_fit_is_shortened_not_clipped();
};

void TestElidedLabel::it_asks_for_no_width() {
  ui::ElidedLabel label;
  label.setText(QString(500, u'x'));
  QCOMPARE(label.minimumSizeHint().width(), 0);
  QVERIFY(label.minimumSizeHint().height() > 0);
}

void TestElidedLabel::what_does_not_fit_is_shortened_not_clipped() {
  ui::ElidedLabel label;
  label.resize(100, 30);
  label.setText(QStringLiteral("short"));
  const QImage whole = label.grab().toImage();
  label.setText(QStringLiteral("short") + QString(100, u'x'));
  QVERIFY(label.grab().toImage() != whole);
  QCOMPARE(label.size(), QSize(100, 30));
}

QTEST_MAIN(TestElidedLabel)
#include "tst_elided_label.moc"
