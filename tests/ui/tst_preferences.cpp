#include <QDir>
#include <QFile>
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
  void init() { QFile::remove(file()); }

  void without_a_file_there_are_defaults();
  void what_was_set_is_there_after_a_restart();
  void nonsense_in_the_file_is_as_if_never_set();

 private:
  static QString file() {
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/window.ini");
  }
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

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
