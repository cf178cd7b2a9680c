#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include "ui/preferences.h"

using ui::Preferences;

class TestPreferences : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(QStringLiteral("tst_preferences"));
  }
  void init() {
    QFile::remove(folder());
    QDir(folder()).removeRecursively();
  }

  void without_a_file_there_are_defaults();
  void what_was_set_is_there_after_a_restart();
  void nonsense_in_the_file_is_as_if_never_set();
  void what_cannot_be_written_is_told_once_and_lasts();

 private:
  static QString folder() { return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation); }
  static QString file() { return folder() + QStringLiteral("/window.ini"); }
};

void TestPreferences::without_a_file_there_are_defaults() {
  const Preferences preferences;
  QCOMPARE(preferences.scheme(), ui::theme::Scheme::light);
  QCOMPARE(preferences.textPercent(), 100);
  QVERIFY(preferences.geometry().isEmpty());
  QVERIFY(preferences.lastLesson().isEmpty());
}

void TestPreferences::what_was_set_is_there_after_a_restart() {
  {
    Preferences preferences;
    preferences.setScheme(ui::theme::Scheme::dark);
    preferences.setTextPercent(150);
    preferences.setWindow("geometry", "docks", true);
    preferences.setLastLesson(QStringLiteral("deadlock"));
  }
  const Preferences preferences;
  QCOMPARE(preferences.scheme(), ui::theme::Scheme::dark);
  QCOMPARE(preferences.textPercent(), 150);
  QCOMPARE(preferences.geometry(), QByteArray("geometry"));
  QCOMPARE(preferences.docks(), QByteArray("docks"));
  QVERIFY(preferences.dividedByHand());
  QCOMPARE(preferences.lastLesson(), QStringLiteral("deadlock"));
}

void TestPreferences::nonsense_in_the_file_is_as_if_never_set() {
  QDir().mkpath(QFileInfo(file()).absolutePath());
  QFile out(file());
  QVERIFY(out.open(QIODevice::WriteOnly));
  out.write("[look]\nscheme=purple\ntext=enormous\n");
  out.close();
  const Preferences preferences;
  QCOMPARE(preferences.scheme(), ui::theme::Scheme::light);
  QCOMPARE(preferences.textPercent(), 100);
}

void TestPreferences::what_cannot_be_written_is_told_once_and_lasts() {
  // A folder cannot be where a file is, not even for a super-user.
  QVERIFY(QDir().mkpath(QFileInfo(folder()).absolutePath()));
  QFile inTheWay(folder());
  QVERIFY(inTheWay.open(QIODevice::WriteOnly));
  Preferences preferences;
  QSignalSpy troubled(&preferences, &Preferences::troubled);
  preferences.setTextPercent(150);
  preferences.setScheme(ui::theme::Scheme::dark);
  QCOMPARE(troubled.size(), 1);
  const QString sentence = troubled[0][0].toString();
  QVERIFY2(sentence.contains(QStringLiteral("cannot be saved")) && sentence.contains(folder()), qPrintable(sentence));
  QCOMPARE(preferences.textPercent(), 150);
  QCOMPARE(preferences.scheme(), ui::theme::Scheme::dark);
}

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
