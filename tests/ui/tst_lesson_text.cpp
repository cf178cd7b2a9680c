#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>

#include "ui/lesson_text.h"
#include "ui/theme.h"

namespace {

course::Entry entry(std::string text) {
  course::Entry entry;
  entry.text = std::move(text);
  return entry;
}

QTextBlock block(const QTextDocument& document, const QString& beginning) {
  for (QTextBlock one = document.begin(); one.isValid(); one = one.next()) {
    if (one.text().startsWith(beginning)) return one;
  }
  return {};
}

course::Figures figures(std::int64_t lost) {
  course::Figures figures;
  figures.observed["lost"] = {0, lost, 0, lost, 1};
  return figures;
}

/// Two figures, and a paragraph to read before, between and behind them.
std::string longText() {
  const auto filler = [](const std::string& word) {
    std::string text;
    for (int i = 0; i < 12; ++i) text += word + " paragraph " + std::to_string(i) + ".\n\n";
    return text;
  };
  const std::string figure = "> Your run lost {last:lost}.\n\n";
  return "# A race\n\n" + filler("First") + figure + filler("Second") + figure + filler("Third");
}

QString atTheTop(const ui::LessonText& text) { return text.cursorForPosition(QPoint(40, 12)).block().text(); }

}  // namespace

class TestLessonText : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { ui::theme::apply(*qApp, ui::theme::Scheme::light, 100); }

  void figures_of_the_own_run_are_hidden_until_there_was_one() {
    ui::LessonText text;
    text.setEntry(entry(longText()));
    QVERIFY(!text.toPlainText().contains(QStringLiteral("Your run")));
    text.setFigures(figures(7213));
    QVERIFY(text.toPlainText().contains(QStringLiteral("Your run lost 7,213.")));
    const QTextBlock quote = block(*text.document(), QStringLiteral("Your run"));
    QVERIFY(quote.blockFormat().background().style() != Qt::NoBrush);
    text.setFigures({});
    QVERIFY(!text.toPlainText().contains(QStringLiteral("Your run")));
    text.setFigures(figures(1));
    text.setEntry(entry(longText()));
    QVERIFY(!text.toPlainText().contains(QStringLiteral("Your run")));
  }

  void what_is_being_read_stays_where_it_is_when_figures_come_and_go() {
    ui::LessonText text;
    text.setEntry(entry(longText()));
    text.resize(500, 200);
    text.show();
    QVERIFY(QTest::qWaitForWindowExposed(&text));
    for (const char* paragraph : {"Second paragraph 5.", "Third paragraph 3."}) {
      const QTextBlock wanted = block(*text.document(), QString::fromLatin1(paragraph));
      text.verticalScrollBar()->setValue(qRound(text.document()->documentLayout()->blockBoundingRect(wanted).top()) -
                                         5);
      QCOMPARE(atTheTop(text), QString::fromLatin1(paragraph));
      const int before = text.verticalScrollBar()->value();
      text.setFigures(figures(5));
      QCOMPARE(atTheTop(text), QString::fromLatin1(paragraph));
      QVERIFY(text.verticalScrollBar()->value() > before);
      text.setFigures({});
      QCOMPARE(atTheTop(text), QString::fromLatin1(paragraph));
      QVERIFY(std::abs(text.verticalScrollBar()->value() - before) <= 1);
    }
  }
};

QTEST_MAIN(TestLessonText)
#include "tst_lesson_text.moc"
