#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include "combinations.h"
#include "course/exploration.h"
#include "course/lesson_program.h"
#include "course/report.h"
#include "course/run.h"
#include "lessons/catalogue.h"
#include "schedule/controlled_run.h"
#include "schedule/pre_emptions.h"
#include "schedule/tree_search.h"

using course::Challenge;
using course::Entry;
using course::Exploration;
using course::Settings;
using Outcome = course::Exploration::Outcome;

using namespace std::chrono_literals;

namespace {

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

bool is_sentence(const std::string& sentence) {
  static const QRegularExpression form(QStringLiteral("^(\\p{Lu}|\\w+\\(\\)).*[.?]$"));
  return form.match(text(sentence)).hasMatch();
}

Exploration explored(const Entry& entry, std::string_view variant, const Settings& settings) {
  return course::explore(entry, variant, settings, {.budget = 2min});
}

/// Whether a schedule with at most that many pre-emptions fails, of all there are.
bool fails_within(const Entry& entry, std::size_t pre_emptions) {
  const course::LessonProgram program(entry, entry.lesson.variant(course::as_found), Settings(entry.lesson.parameters),
                                      1);
  schedule::Identities identities;
  schedule::Crew crew(schedule::Crew::Placement::one_core);
  schedule::ControlledRun run(identities, crew, course::policies_of(entry.lesson.controlled.environment, 1'000));
  schedule::TreeSearch search(schedule::Reduction::none, pre_emptions);
  do {
    const schedule::Execution& execution = run.execute(program.set_up(), search);
    if (execution.failed() && execution.verdict != schedule::Verdict::does_not_end) return true;
  } while (search.advance());
  return false;
}

/// Empty: every claim holds.
std::string failure_in_a_run(const Entry& entry, const Settings& settings) {
  course::Run::Options options;
  options.end_when_stuck = true;
  course::Run run(entry, course::repaired, settings, options);
  run.start();
  if (!run.wait(20s)) return "it is not over after 20 s";
  return run.outcome().holds() ? std::string() : to_text(run.outcome());
}

}  // namespace

class TestChallenges : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void there_are_some() { QVERIFY(!challenges().empty()); }

  void a_challenge_says_all_that_it_has_to_data() { every_challenge(); }
  void a_challenge_says_all_that_it_has_to() {
    QFETCH(std::string, id);
    const Entry& entry = lessons::catalogue().at(id);
    const Challenge& challenge = *entry.lesson.challenge;
    QCOMPARE(entry.chapter(), 7);
    QVERIFY(is_sentence(challenge.goal));
    QVERIFY(std::ranges::any_of(entry.lesson.claims, [&](const auto& claim) { return claim.id == challenge.claim; }));
    QVERIFY(challenge.hints.size() >= 2);
    for (const std::string& hint : challenge.hints) QVERIFY2(is_sentence(hint), hint.c_str());
    QVERIFY(!challenge.slots.empty());
    QCOMPARE(entry.lesson.parameters.size(), challenge.slots.size());
  }

  void pieces_stand_in_both_listings_data() { every_challenge(); }
  void pieces_stand_in_both_listings() {
    QFETCH(std::string, id);
    const Entry& entry = lessons::catalogue().at(id);
    QSet<QString> seen{text(std::string(course::as_found)), text(std::string(course::repaired))};
    for (const course::Slot& slot : entry.lesson.challenge->slots) {
      QVERIFY(slot.pieces.size() >= 2);
      QVERIFY(slot.form == course::Slot::Form::one_of || slot.pieces.size() <= 5);
      QCOMPARE(stands_twice(entry, '<', slot.id, '>'), QString());
      for (const course::Piece& piece : slot.pieces) {
        QVERIFY2(!seen.contains(text(piece.id)), piece.id.c_str());
        seen.insert(text(piece.id));
        QVERIFY2(!piece.label.empty() && !piece.label.ends_with('.'), piece.label.c_str());
        QCOMPARE(stands_twice(entry, '[', piece.id, ']'), QString());
      }
    }
  }

  void the_goal_can_be_reached_with_as_few_pre_emptions_as_it_says_data() { every_challenge(); }
  void the_goal_can_be_reached_with_as_few_pre_emptions_as_it_says() {
    QFETCH(std::string, id);
    const Entry& entry = lessons::catalogue().at(id);
    const Challenge& challenge = *entry.lesson.challenge;
    const Exploration found = explored(entry, course::as_found, Settings(entry.lesson.parameters));
    QCOMPARE(std::string(name(found.outcome)), std::string("fails"));
    QCOMPARE(found.failure.claim, challenge.claim);
    QCOMPARE(found.pre_emptions, challenge.least_pre_emptions);
    if (challenge.least_pre_emptions > 0) QVERIFY(!fails_within(entry, challenge.least_pre_emptions - 1));
    QVERIFY(!course::replay(lessons::catalogue(), found.schedule).holds());
  }

  /// No repair is left in doubt: it is shown to fail, or proved.
  void some_repair_is_proved_and_runs_well_and_every_other_one_fails_data() { every_challenge(); }
  void some_repair_is_proved_and_runs_well_and_every_other_one_fails() {
    QFETCH(std::string, id);
    const Entry& entry = lessons::catalogue().at(id);
    const Challenge& challenge = *entry.lesson.challenge;
    int proved = 0;
    int failed = 0;
    bool first_holds = false;
    for (const Settings& settings : challenge::combinations(entry.lesson)) {
      const Exploration judged = explored(entry, course::repaired, settings);
      const std::string words = challenge::in_words(challenge, settings) + ": " + judged.sentence;
      qInfo("%s", words.c_str());
      QVERIFY2(judged.outcome == Outcome::proved || judged.outcome == Outcome::fails, words.c_str());
      if (proved + failed == 0) first_holds = judged.holds();
      ++(judged.holds() ? proved : failed);
      if (judged.holds()) QCOMPARE(failure_in_a_run(entry, settings), std::string());
    }
    QVERIFY(proved >= 1);
    QVERIFY(failed >= 1);
    QVERIFY2(!first_holds, "the pieces that are there at first are right already");
  }

 private:
  static std::vector<std::string> challenges() {
    std::vector<std::string> ids;
    for (const Entry& entry : lessons::catalogue().entries()) {
      if (entry.lesson.challenge) ids.push_back(entry.id);
    }
    return ids;
  }

  static void every_challenge() {
    QTest::addColumn<std::string>("id");
    for (const std::string& id : challenges()) QTest::newRow(id.c_str()) << id;
  }

  static QString stands_twice(const Entry& entry, char opening, const std::string& id, char closing) {
    for (const auto& [listing, comment] : {std::pair(&entry.code, "//! "), std::pair(&entry.python, "#! ")}) {
      const QString mark = text(comment + std::string(1, opening) + id + closing);
      int found = 0;
      for (const QString& line : text(*listing).split(u'\n')) found += line.trimmed() == mark ? 1 : 0;
      if (found != 2) return mark + QStringLiteral(" does not stand there twice");
    }
    return {};
  }
};

QTEST_GUILESS_MAIN(TestChallenges)
#include "tst_challenges.moc"
