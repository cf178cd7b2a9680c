#include <QSignalSpy>
#include <QTest>

#include "ui/elided_button.h"

class TestElidedButton : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_long_text_asks_for_no_more_room_than_a_short_one();
  void a_short_text_is_never_cut();
  void it_is_a_button();
};

void TestElidedButton::a_long_text_asks_for_no_more_room_than_a_short_one() {
  ui::ElidedButton one;
  ui::ElidedButton other;
  one.setText(QString(40, QLatin1Char('x')));
  other.setText(QString(400, QLatin1Char('x')));
  QCOMPARE(one.minimumSizeHint(), other.minimumSizeHint());
}

void TestElidedButton::a_short_text_is_never_cut() {
  ui::ElidedButton button;
  button.setText(QStringLiteral("go"));
  QVERIFY(button.minimumSizeHint().width() > button.fontMetrics().horizontalAdvance(QStringLiteral("go")));
}

void TestElidedButton::it_is_a_button() {
  ui::ElidedButton button;
  button.setText(QStringLiteral("store 1 to counter"));
  QSignalSpy clicked(&button, &QPushButton::clicked);
  QTest::keyClick(&button, Qt::Key_Space);
  QCOMPARE(clicked.size(), 1);
}

QTEST_MAIN(TestElidedButton)
#include "tst_elided_button.moc"
