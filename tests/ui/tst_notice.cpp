#include <QLabel>
#include <QPushButton>
#include <QTest>

#include "ui/notice.h"

class TestNotice : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_is_there_only_while_it_has_something_to_say();
  void it_can_be_closed();
};

void TestNotice::it_is_there_only_while_it_has_something_to_say() {
  ui::Notice notice;
  QVERIFY(notice.isHidden());
  notice.say(QStringLiteral("Progress cannot be saved."));
  QVERIFY(!notice.isHidden());
  QCOMPARE(notice.findChild<QLabel*>()->text(), QStringLiteral("Progress cannot be saved."));
  notice.say({});
  QVERIFY(notice.isHidden());
}

void TestNotice::it_can_be_closed() {
  ui::Notice notice;
  notice.say(QStringLiteral("Progress cannot be saved."));
  QTest::mouseClick(notice.findChild<QPushButton*>(), Qt::LeftButton);
  QVERIFY(notice.isHidden());
}

QTEST_MAIN(TestNotice)
#include "tst_notice.moc"
