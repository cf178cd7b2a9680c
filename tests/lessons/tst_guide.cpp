#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include "course/exploration.h"
#include "course/figures.h"
#include "course/run.h"
#include "lessons/catalogue.h"

namespace lessons {

course::Lesson vote_count();

}  // namespace lessons

using course::Entry;

using namespace std::chrono_literals;

namespace {

const QString folder = QStringLiteral(QT_TESTCASE_BUILDDIR "/guide/");

std::string text_of(const QString& name) {
  QFile file(name);
  return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

Entry example() {
  Entry entry;
  entry.id = "vote-count";
  entry.number = 290;
  entry.code = text_of(folder + QStringLiteral("lesson.cpp"));
  entry.python = text_of(folder + QStringLiteral("program.py"));
  entry.lesson = lessons::vote_count();
  return entry;
}

course::Exploration explored(const Entry& entry, const std::string& variant) {
  const course::Settings small = course::controlled_settings(entry.lesson, course::Settings(entry.lesson.parameters));
  return course::explore(entry, variant, small, {.budget = 20s});
}

}  // namespace

/// The lesson that lessons/README.md shows, as it stands there.
class TestGuide : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void its_broken_variant_fails_and_its_sound_one_holds() {
    const Entry entry = example();
    const course::Exploration plain = explored(entry, "plain");
    QVERIFY2(plain.failure.fails(), plain.sentence.c_str());
    QCOMPARE(plain.failure.claim, std::string("every-vote-counts"));
    const course::Exploration lock = explored(entry, "lock");
    QVERIFY2(lock.holds(), lock.sentence.c_str());
  }

  void it_runs_and_its_figures_can_be_filled_in() {
    const Entry entry = example();
    course::Settings settings(entry.lesson.parameters);
    settings.set_text("handling", "0 ms");
    course::Run run(entry, "lock", settings, {});
    run.start();
    QVERIFY(run.wait(20s));
    const course::Outcome outcome = run.outcome();
    QVERIFY(outcome.holds());
    QCOMPARE(outcome.output, std::vector<std::string>{"The tally says 120"});
    const std::string quote = course::with_figures("> *{variant}*: **{last:votes}** after {last:ballots read}.",
                                                   course::figures_of(entry.lesson, outcome));
    QCOMPARE(quote, std::string("> *One pen*: **120** after 120."));
  }

  void its_variants_are_marked_and_fit() {
    const Entry entry = example();
    for (const course::Variant& variant : entry.lesson.variants) {
      for (const std::string& listing : {entry.code, entry.python}) {
        const QString shown = QString::fromStdString(course::snippet(listing, variant.id).text);
        QVERIFY2(shown.contains(QStringLiteral("seen + 1")) && shown.count(u'\n') < 25, qPrintable(shown));
      }
    }
  }

  void its_python_prints_what_it_says() {
    QProcess python;
    python.start(QStringLiteral("python3"),
                 {QStringLiteral("-W"), QStringLiteral("error"), folder + QStringLiteral("program.py")});
    QVERIFY(python.waitForFinished(30'000));
    QCOMPARE(QString::fromUtf8(python.readAllStandardError()), QString());
    const QString printed = QString::fromUtf8(python.readAllStandardOutput());
    QVERIFY2(QRegularExpression(QStringLiteral("^plain: \\d+\nlock: 15\n$")).match(printed).hasMatch(),
             qPrintable(printed));
  }
};

QTEST_GUILESS_MAIN(TestGuide)
#include "tst_guide.moc"
