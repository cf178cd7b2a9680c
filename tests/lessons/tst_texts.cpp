#include <QRegularExpression>
#include <QTest>

#include "links.h"

using course::Entry;

namespace {

constexpr int challenges = 7;

/// The headings of the second level, in order.
QStringList sections_of(const std::string& markdown) {
  static const QRegularExpression heading(QStringLiteral("^## (.*)$"), QRegularExpression::MultilineOption);
  QStringList sections;
  for (const auto& match : heading.globalMatch(prose(markdown))) sections << match.captured(1);
  return sections;
}

/// What is missing or at the wrong place; empty if nothing is.
QString problem_with(const QStringList& sections) {
  const auto when = std::ranges::find_if(sections, [](const QString& name) { return name.startsWith(u"Whe"); });
  if (when == sections.end()) return QStringLiteral("there is no section such as \"## When one uses it\"");
  qsizetype last = when - sections.begin();
  for (const char* name : {"What the run shows", "What to try", "In Python and in plain C++"}) {
    const qsizetype at = sections.indexOf(QString::fromLatin1(name));
    if (at < 0) return QStringLiteral("\"## %1\" is missing").arg(QString::fromLatin1(name));
    if (at < last) return QStringLiteral("\"## %1\" comes too early").arg(QString::fromLatin1(name));
    last = at;
  }
  const bool ends_well = sections.last() == QStringLiteral("Next") || sections.last() == QStringLiteral("See also");
  return ends_well ? QString() : QStringLiteral("the last section is neither \"## Next\" nor \"## See also\"");
}

}  // namespace

class TestTexts : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_text_has_its_sections_in_order_data() {
    QTest::addColumn<std::string>("id");
    for (const Entry& entry : lessons::catalogue().entries()) {
      if (entry.chapter() < challenges) QTest::newRow(entry.id.c_str()) << entry.id;
    }
  }
  void a_text_has_its_sections_in_order() {
    QFETCH(std::string, id);
    QCOMPARE(problem_with(sections_of(lessons::catalogue().at(id).text)), QString());
  }

  void a_text_ends_with_where_to_go_on_data() { a_text_has_its_sections_in_order_data(); }
  void a_text_ends_with_where_to_go_on() {
    QFETCH(std::string, id);
    const std::string& text = lessons::catalogue().at(id).text;
    const QStringList links = links_of(text.substr(std::min(text.rfind("\n## "), text.size())));
    QVERIFY(std::ranges::any_of(links, [](const QString& link) { return link.startsWith(QStringLiteral("lesson:")); }));
  }

  void sections_that_are_missing_or_out_of_order_are_noticed() {
    const QStringList right = sections_of(
        "# A\n\n## When\n\n## What the run shows\n\n```\n## no\n```\n\n## What to try\n\n## In Python and in plain "
        "C++\n\n## Next\n");
    QCOMPARE(right.size(), 5);
    QCOMPARE(problem_with(right), QString());
    for (qsizetype left_out = 0; left_out < right.size(); ++left_out) {
      QStringList fewer = right;
      fewer.removeAt(left_out);
      QVERIFY2(!problem_with(fewer).isEmpty(), qPrintable(right[left_out]));
    }
    QStringList swapped = right;
    swapped.swapItemsAt(1, 2);
    QVERIFY(!problem_with(swapped).isEmpty());
  }
};

QTEST_APPLESS_MAIN(TestTexts)
#include "tst_texts.moc"
