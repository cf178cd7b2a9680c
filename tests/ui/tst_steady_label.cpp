#include <QTest>

#include "ui/steady_label.h"

class TestSteadyLabel : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_is_as_wide_as_the_widest_text_it_has_shown();
  void the_text_is_its_accessible_name();
};

void TestSteadyLabel::it_is_as_wide_as_the_widest_text_it_has_shown() {
  ui::SteadyLabel label;
  label.setText(QStringLiteral("12 events/s"));
  const int narrow = label.sizeHint().width();
  label.setText(QStringLiteral("12,345 events/s"));
  const int wide = label.sizeHint().width();
  QVERIFY(wide > narrow);
  QVERIFY(wide >= label.fontMetrics().horizontalAdvance(label.text()));
  label.setText(QStringLiteral("0 events/s"));
  QCOMPARE(label.sizeHint().width(), wide);
}

void TestSteadyLabel::the_text_is_its_accessible_name() {
  ui::SteadyLabel label;
  label.setText(QStringLiteral("7 threads"));
  QCOMPARE(label.accessibleName(), QStringLiteral("7 threads"));
}

QTEST_MAIN(TestSteadyLabel)
#include "tst_steady_label.moc"
