#include <QLabel>
#include <QPushButton>
#include <QTest>

#include "ui/notice.h"

class TestNotice : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_is_there_only_while_it_has_something_to_say();
  void it_can_be_closed();
  void a_warning_is_not_hidden_by_what_is_said_later();
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

void TestNotice::a_warning_is_not_hidden_by_what_is_said_later() {
  const QString progress = QStringLiteral("Progress cannot be saved.");
  const QString look = QStringLiteral("The look cannot be saved.");
  ui::Notice notice;
  const auto text = [&notice] { return notice.findChild<QLabel*>()->text(); };
  for (const QString& warning : {progress, look, progress}) notice.warn(warning);
  notice.say(QStringLiteral("This is no schedule."));
  QCOMPARE(text(), progress + QStringLiteral("\n") + look + QStringLiteral("\nThis is no schedule."));
  notice.say({});
  QVERIFY(!notice.isHidden());
  QCOMPARE(text(), progress + QLatin1Char('\n') + look);
  QTest::mouseClick(notice.findChild<QPushButton*>(), Qt::LeftButton);
  notice.say(QStringLiteral("This is no schedule."));
  QCOMPARE(text(), QStringLiteral("This is no schedule."));
}

QTEST_MAIN(TestNotice)
#include "tst_notice.moc"
