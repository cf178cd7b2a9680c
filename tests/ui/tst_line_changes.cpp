#include <QRandomGenerator>
#include <QTest>

#include "ui/line_changes.h"

using ui::LineChanges;
using ui::lineChanges;

namespace {

/// "+1 +2 -0:old": lines added, and what was removed behind which line.
QString inWords(const LineChanges& changes) {
  QStringList words;
  for (const int line : changes.added) words += QStringLiteral("+%1").arg(line);
  for (const auto& removed : changes.removed) {
    words += QStringLiteral("-%1:%2").arg(removed.behind).arg(removed.lines.join(u'/'));
  }
  return words.join(u' ');
}

/// The old text, made from the new one and the changes.
QStringList undone(const QStringList& now, const LineChanges& changes) {
  QStringList old;
  const auto restore = [&](int behind) {
    for (const auto& removed : changes.removed) {
      if (removed.behind == behind) old += removed.lines;
    }
  };
  restore(-1);
  for (int line = 0; line < now.size(); ++line) {
    if (std::find(changes.added.begin(), changes.added.end(), line) == changes.added.end()) old += now[line];
    restore(line);
  }
  return old;
}

QString randomText(QRandomGenerator& random) {
  QStringList lines;
  for (int i = random.bounded(8); i > 0; --i) lines += QString(QChar(u'a' + static_cast<char16_t>(random.bounded(4))));
  return lines.join(u'\n');
}

}  // namespace

class TestLineChanges : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void lines_come_and_go_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("changes");
    QTest::newRow("nothing") << "a\nb"
                             << "a\nb"
                             << "";
    QTest::newRow("one more") << "a\nb"
                              << "a\nx\nb"
                              << "+1";
    QTest::newRow("one less") << "a\nx\nb"
                              << "a\nb"
                              << "-0:x";
    QTest::newRow("another") << "a\nx\nb"
                             << "a\ny\nb"
                             << "+1 -0:x";
    QTest::newRow("another, of several") << "a\nx\ny\nb"
                                         << "a\nz\nb"
                                         << "+1 -0:x/y";
    QTest::newRow("at the beginning") << "x\na"
                                      << "a"
                                      << "--1:x";
    QTest::newRow("at the end") << "a"
                                << "a\nx\ny"
                                << "+1 +2";
    QTest::newRow("two places") << "a\nb\nc\nd"
                                << "a\nx\nb\nd"
                                << "+1 -2:c";
    QTest::newRow("all") << "a\nb"
                         << "x"
                         << "+0 --1:a/b";
    QTest::newRow("from nothing") << ""
                                  << "x"
                                  << "+0";
    QTest::newRow("to nothing") << "x"
                                << ""
                                << "--1:x";
    QTest::newRow("indentation") << "if x:\n  f()"
                                 << "f()"
                                 << "+0 --1:if x:/  f()";
  }
  void lines_come_and_go() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, changes);
    QCOMPARE(inWords(lineChanges(before, after)), changes);
  }

  void a_comment_that_moved_is_no_change() {
    const QString before = QStringLiteral("  f();  // why\n  x();");
    const QString after = QStringLiteral("  f();      // why\n  y();");
    QCOMPARE(inWords(lineChanges(before, after)), QStringLiteral("+1 -0:  x();"));
    QCOMPARE(inWords(lineChanges(QStringLiteral("f();  // why\nx();  // y"), QStringLiteral("f(); // why"))),
             QStringLiteral("-0:x();  // y"));
  }

  void the_name_of_the_first_function_is_no_change() {
    QCOMPARE(inWords(lineChanges(QStringLiteral("void one(Stage& s) {\n  one();\n}"),
                                 QStringLiteral("void other(Stage& s) {\n  other();\n}"))),
             QStringLiteral("+1 -0:  one();"));
    QVERIFY(lineChanges(QStringLiteral("def one():"), QStringLiteral("def other():")).isEmpty());
    QCOMPARE(inWords(lineChanges(QStringLiteral("def one():"), QStringLiteral("def other(x):"))),
             QStringLiteral("+0 --1:def one():"));
  }

  void the_old_text_follows_from_the_new_one_and_the_changes() {
    QRandomGenerator random(7);
    for (int round = 0; round < 2'000; ++round) {
      const QString before = randomText(random);
      const QString after = randomText(random);
      const QStringList now = after.isEmpty() ? QStringList() : after.split(u'\n');
      QCOMPARE(undone(now, lineChanges(before, after)).join(u'\n'), before);
    }
  }

  void long_lines_are_wrapped_below_their_beginning() {
    QCOMPARE(ui::wrapped(QStringLiteral("short"), 8), QStringList(QStringLiteral("short")));
    QCOMPARE(ui::wrapped(QStringLiteral("  0123456789abcdefghij"), 16),
             (QStringList{QStringLiteral("  0123456789abcd"), QStringLiteral("      efghij")}));
    QCOMPARE(ui::wrapped(QStringLiteral("one two three four"), 10),
             (QStringList{QStringLiteral("one two"), QStringLiteral("    three"), QStringLiteral("    four")}));
    QCOMPARE(ui::wrapped(QString(), 8), QStringList(QString()));
  }
};

QTEST_APPLESS_MAIN(TestLineChanges)
#include "tst_line_changes.moc"
