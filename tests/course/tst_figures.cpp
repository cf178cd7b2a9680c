#include <QTest>

#include "course/figures.h"
#include "course/stage.h"
#include "lesson_fixture.h"

using course::Figures;
using course::Observed;
using course::Placeholder;
using course::with_figures;

using namespace std::chrono_literals;

namespace {

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

Figures figures() {
  Figures figures;
  figures.variant = "One lock";
  figures.settings = {{"threads", "4 threads"}, {"hold-time", "20 ms"}};
  figures.observed = {{"served", {0, 7213, -4, 9000, 12}}, {"never set", {}}};
  figures.duration = 2310ms;
  return figures;
}

QString filled(const std::string& markdown) { return text(with_figures(markdown, figures())); }

constexpr auto around = "# Title\n\nBefore.\n\n> Your run: {last:served} served.\n\nBehind.\n";

}  // namespace

class TestFigures : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_quote_with_figures_is_left_out_before_a_run() {
    QCOMPARE(text(with_figures(around, std::nullopt)), QStringLiteral("# Title\n\nBefore.\n\n\nBehind.\n"));
  }

  void it_is_filled_in_after_a_run() {
    QCOMPARE(filled(around), QStringLiteral("# Title\n\nBefore.\n\n> Your run: 7,213 served.\n\nBehind.\n"));
  }

  void every_kind_of_figure_has_its_form_data() {
    QTest::addColumn<QString>("placeholder");
    QTest::addColumn<QString>("shown");
    QTest::newRow("last") << "{last:served}"
                          << "7,213";
    QTest::newRow("greatest") << "{greatest:served}"
                              << "9,000";
    QTest::newRow("least") << "{least:served}"
                           << "-4";
    QTest::newRow("setting") << "{setting:threads}"
                             << "4 threads";
    QTest::newRow("setting with a unit") << "{setting:hold-time}"
                                         << "20 ms";
    QTest::newRow("duration") << "{duration}"
                              << "2.31 s";
    QTest::newRow("variant") << "{variant}"
                             << "One lock";
  }
  void every_kind_of_figure_has_its_form() {
    QFETCH(QString, placeholder);
    QFETCH(QString, shown);
    QCOMPARE(filled("> It is " + placeholder.toStdString() + ".\n"), QStringLiteral("> It is %1.\n").arg(shown));
  }

  void a_quote_is_left_out_if_one_of_its_figures_is_not_known_data() {
    QTest::addColumn<QString>("placeholder");
    for (const char* unknown : {"{last:never set}", "{last:no such gauge}", "{setting:no-such}", "{average:served}",
                                "{last}", "{duration:served}", "{}"}) {
      QTest::newRow(unknown) << QString::fromLatin1(unknown);
    }
  }
  void a_quote_is_left_out_if_one_of_its_figures_is_not_known() {
    QFETCH(QString, placeholder);
    QCOMPARE(filled("> {last:served},\n> " + placeholder.toStdString() + ".\n\nBehind.\n"),
             QStringLiteral("\nBehind.\n"));
  }

  void without_real_time_there_is_no_duration() {
    Figures untimed = figures();
    untimed.duration.reset();
    QCOMPARE(text(with_figures("> {last:served}\n\n> {duration}\n", untimed)), QStringLiteral("> 7,213\n\n"));
  }

  void other_quotes_code_and_braces_stay_as_they_are_data() {
    QTest::addColumn<QString>("markdown");
    QTest::newRow("quote") << "> A quote.\n";
    QTest::newRow("outside of a quote") << "Some {last:served} text.\n";
    QTest::newRow("code in a quote") << "> In `{last:served}` code.\n";
    QTest::newRow("brace left open") << "> An open { brace.\n";
    QTest::newRow("code block") << "```\n> {last:served}\n```\n";
    QTest::newRow("no line break") << "The end";
    QTest::newRow("nothing") << "";
  }
  void other_quotes_code_and_braces_stay_as_they_are() {
    QFETCH(QString, markdown);
    QCOMPARE(filled(markdown.toStdString()), markdown);
    QCOMPARE(text(with_figures(markdown.toStdString(), std::nullopt)), markdown);
  }

  void placeholders_are_listed_with_where_they_stand() {
    const std::vector<Placeholder> all =
        course::placeholders("{last:a}\n\n> {setting:at the till} and {least}\n\n```\n{last:b}\n```\n`{last:c}`\n");
    QCOMPARE(all.size(), 3U);
    QVERIFY(all[0].kind == Placeholder::Kind::last && !all[0].in_quote);
    QVERIFY(all[1].kind == Placeholder::Kind::setting && all[1].in_quote);
    QCOMPARE(text(all[1].name), QStringLiteral("at the till"));
    QVERIFY(all[2].kind == Placeholder::Kind::unknown);
    QCOMPARE(text(all[2].text), QStringLiteral("{least}"));
  }

  void an_outcome_has_the_figures_of_its_run() {
    LessonFixture lesson([](course::Stage& stage) { stage.gauge("done").set(stage.integer("count")); });
    lesson.entry.lesson.parameters.push_back(
        course::explained(course::integer("many", "Many", 0, 100'000, 50'000), "How many.", "items"));
    const Figures of_run = figures_of(lesson.entry.lesson, lesson.outcome());
    QCOMPARE(text(of_run.variant), QStringLiteral("Only"));
    QCOMPARE(of_run.observed.at("done").last, 3);
    QCOMPARE(text(of_run.settings.at("many")), QStringLiteral("50,000 items"));
    QCOMPARE(text(of_run.settings.at("period")), QStringLiteral("1 ms"));
    QCOMPARE(text(of_run.settings.at("share")), QStringLiteral("0.25"));
    QCOMPARE(text(of_run.settings.at("order")), QStringLiteral("last"));
    QVERIFY(of_run.duration > 0ns);
  }
};

QTEST_APPLESS_MAIN(TestFigures)
#include "tst_figures.moc"
