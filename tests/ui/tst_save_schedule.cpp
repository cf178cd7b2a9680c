#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "ui/save_schedule.h"

class TestSaveSchedule : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void all_of_it_is_written();
  void what_cannot_be_written_is_said_in_a_sentence();
};

void TestSaveSchedule::all_of_it_is_written() {
  const QTemporaryDir folder;
  const QString name = folder.filePath(QStringLiteral("a.jsonl"));
  QVERIFY(ui::writeSchedule(name, "one\ntwo\n").isEmpty());
  QFile file(name);
  QVERIFY(file.open(QIODevice::ReadOnly));
  QCOMPARE(file.readAll(), QByteArray("one\ntwo\n"));
}

void TestSaveSchedule::what_cannot_be_written_is_said_in_a_sentence() {
  const QTemporaryDir folder;
  const QString problem = ui::writeSchedule(folder.filePath(QStringLiteral("no/such/folder.jsonl")), "one\n");
  QVERIFY2(problem.startsWith(QStringLiteral("Cannot write")) && problem.endsWith(QLatin1Char('.')),
           qPrintable(problem));
}

QTEST_GUILESS_MAIN(TestSaveSchedule)
#include "tst_save_schedule.moc"
