#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "lessons/catalogue.h"

namespace {

/// The lines below "# Prints:" at the end of the listing: a regular expression each.
QStringList promised(const QString& listing) {
  const QString heading = QStringLiteral("\n# Prints:\n");
  const qsizetype at = listing.indexOf(heading);
  if (at < 0) return {};
  QStringList lines = listing.mid(at + heading.size()).split(u'\n', Qt::SkipEmptyParts);
  for (QString& line : lines) line.remove(QRegularExpression(QStringLiteral("^# ?")));
  return lines;
}

bool save(const QString& listing, const QString& path) {
  QFile file(path);
  return file.open(QIODevice::WriteOnly) && file.write(listing.toUtf8()) > 0;
}

/// The first line that is not as expected; empty if all are.
QString difference(const QString& output, const QStringList& expected) {
  const QStringList printed = output.split(u'\n', Qt::SkipEmptyParts);
  for (qsizetype i = 0; i < std::min(printed.size(), expected.size()); ++i) {
    const QRegularExpression line(QRegularExpression::anchoredPattern(expected[i]));
    if (!line.isValid()) return expected[i] + QStringLiteral(" is no regular expression");
    if (!line.match(printed[i]).hasMatch()) return printed[i] + QStringLiteral(" is not ") + expected[i];
  }
  if (printed.size() == expected.size()) return {};
  return QStringLiteral("%1 lines instead of %2").arg(printed.size()).arg(expected.size());
}

}  // namespace

class TestPython : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_interpreter_is_new_enough() {
    QProcess python;
    python.start(QStringLiteral("python3"),
                 {QStringLiteral("-c"), QStringLiteral("import sys; sys.exit(sys.version_info < (3, 11))")});
    QVERIFY2(python.waitForFinished(), "python3 is missing");
    QCOMPARE(python.exitCode(), 0);
  }

  void the_listing_prints_what_it_says_data() {
    QTest::addColumn<QString>("listing");
    for (const course::Entry& entry : lessons::catalogue().entries()) {
      QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.python);
    }
  }
  void the_listing_prints_what_it_says() {
    QFETCH(QString, listing);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("program.py"));
    QVERIFY(save(listing, path));
    const QStringList expected = promised(listing);
    QVERIFY(!expected.isEmpty());
    // Listings order their threads by real pauses, which a machine that stalls may stretch.
    constexpr int attempts = 3;
    for (int attempt = 1; attempt <= attempts; ++attempt) {
      QProcess python;
      python.start(QStringLiteral("python3"), {QStringLiteral("-W"), QStringLiteral("error"), path});
      QVERIFY2(python.waitForFinished(30'000), "the program does not end");
      QCOMPARE(QString::fromUtf8(python.readAllStandardError()), QString());
      QCOMPARE(python.exitCode(), 0);
      const QString wrong = difference(QString::fromUtf8(python.readAllStandardOutput()), expected);
      if (wrong.isEmpty()) return;
      QVERIFY2(attempt < attempts, qPrintable(wrong));
    }
  }

  void the_listing_avoids_what_has_gone_out_of_use_data() { the_listing_prints_what_it_says_data(); }
  void the_listing_avoids_what_has_gone_out_of_use() {
    QFETCH(QString, listing);
    for (const char* old : {"setDaemon", "daemon(", "getName", "setName", "isAlive", "currentThread", "activeCount"}) {
      QVERIFY2(!listing.contains(QString::fromLatin1(old)), old);
    }
  }
};

QTEST_GUILESS_MAIN(TestPython)
#include "tst_python.moc"
