#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include "links.h"

using course::Term;

class TestGlossary : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void no_word_is_explained_twice() {
    QVERIFY(!terms().empty());
    QSet<QString> seen;
    for (const Term& term : terms()) {
      for (const std::string& name : names(term)) {
        const QString id = QString::fromStdString(course::term_id(name));
        QVERIFY2(!id.isEmpty() && !seen.contains(id), name.c_str());
        seen.insert(id);
      }
    }
  }

  void a_term_is_explained_in_one_to_three_sentences_data() { every_term(); }
  void a_term_is_explained_in_one_to_three_sentences() {
    QFETCH(QString, text);
    static const QRegularExpression end(QStringLiteral("[.?](?= [A-Z]|$)"));
    static const QRegularExpression reference(QStringLiteral(" See \\[[^\\]]*\\]\\(lesson:[^)]*\\)[.]$"));
    QVERIFY2(text.contains(reference), "it does not end with a reference to the lesson that teaches it");
    text.remove(reference);
    QVERIFY(!text.contains(u'\n') && text.endsWith(u'.'));
    const auto sentences = text.count(end);
    QVERIFY2(sentences >= 1 && sentences <= 3, qPrintable(QString::number(sentences)));
  }

  void its_links_lead_to_lessons_and_terms_data() { every_term(); }
  void its_links_lead_to_lessons_and_terms() {
    QFETCH(QString, text);
    QCOMPARE(broken_links(text.toStdString()), QString());
  }

  void its_reference_has_the_title_of_the_lesson_data() { every_term(); }
  void its_reference_has_the_title_of_the_lesson() {
    QFETCH(QString, text);
    static const QRegularExpression reference(QStringLiteral("See \\[([^\\]]*)\\]\\(lesson:([^)]*)\\)[.]$"));
    const auto match = reference.match(text);
    const auto& entries = lessons::catalogue().entries();
    const auto lesson = std::ranges::find(entries, match.captured(2).toStdString(), &course::Entry::id);
    QVERIFY2(lesson != entries.end(), qPrintable(match.captured(2)));
    QCOMPARE(match.captured(1), QString::fromStdString(lesson->lesson.title));
  }

  void what_leads_nowhere_is_noticed() {
    QCOMPARE(broken_links("[a](lesson:lock) [b](lesson:no-such) [c](term:no-such) `[d](int)` [e](term:mutex)"),
             QStringLiteral("lesson:no-such term:no-such"));
    QCOMPARE(broken_links("[f](https://example.org)"), QStringLiteral("https://example.org"));
  }

 private:
  static const std::vector<Term>& terms() { return lessons::catalogue().glossary().terms(); }

  static std::vector<std::string> names(const Term& term) {
    std::vector<std::string> all = term.also;
    all.push_back(term.name);
    return all;
  }

  static void every_term() {
    QTest::addColumn<QString>("text");
    for (const Term& term : terms()) QTest::newRow(term.id.c_str()) << QString::fromStdString(term.text);
  }
};

QTEST_APPLESS_MAIN(TestGlossary)
#include "tst_glossary.moc"
