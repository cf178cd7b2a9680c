#include <QTest>

#include "course/glossary.h"

using course::Glossary;
using course::Term;

namespace {

constexpr auto sample =
    "# Glossary\n\nWords.\n\n## lost wake-up\n\nIt is gone.\n\n## lock, mutex\n\nWhat one can [hold](lesson:lock).\n"
    "More of it.\n\n## I/O-bound\n\nIt waits.\n";

}  // namespace

class TestGlossary : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void terms_come_in_the_order_of_their_names() {
    const Glossary glossary(sample);
    QCOMPARE(glossary.terms().size(), 3U);
    QCOMPARE(glossary.terms()[0].name, std::string("I/O-bound"));
    QCOMPARE(glossary.terms()[1].name, std::string("lock"));
    QCOMPARE(glossary.terms()[2].name, std::string("lost wake-up"));
  }

  void a_term_has_its_names_and_its_text() {
    const Glossary glossary(sample);
    const Term& lock = glossary.terms()[1];
    QCOMPARE(lock.id, std::string("lock"));
    QCOMPARE(lock.also, std::vector<std::string>{"mutex"});
    QCOMPARE(lock.text, std::string("What one can [hold](lesson:lock).\nMore of it."));
  }

  void a_term_is_found_by_every_name_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("term");
    QTest::newRow("id") << "lost-wake-up"
                        << "lost wake-up";
    QTest::newRow("name") << "Lost wake-up"
                          << "lost wake-up";
    QTest::newRow("other name") << "mutex"
                                << "lock";
    QTest::newRow("with a stroke") << "i/o-bound"
                                   << "I/O-bound";
    QTest::newRow("without it") << "io-bound"
                                << "I/O-bound";
    QTest::newRow("unknown") << "lo"
                             << "";
    QTest::newRow("nothing") << ""
                             << "";
  }
  void a_term_is_found_by_every_name() {
    QFETCH(QString, name);
    QFETCH(QString, term);
    const Glossary glossary(sample);
    const Term* found = glossary.find(name.toStdString());
    QCOMPARE(found == nullptr ? QString() : QString::fromStdString(found->name), term);
  }

  void a_text_without_headings_has_no_terms() {
    QVERIFY(Glossary("# Glossary\n\n### deeper\n").terms().empty());
    QVERIFY(Glossary("").terms().empty());
    QVERIFY(Glossary().terms().empty());
  }
};

QTEST_APPLESS_MAIN(TestGlossary)
#include "tst_glossary.moc"
