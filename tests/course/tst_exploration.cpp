#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>
#include <memory>
#include <random>

#include "course/controlled_lessons.h"
#include "course/exploration.h"

using course::BadInput;
using course::Catalogue;
using course::Entry;
using course::Exploration;
using course::Fidelity;
using course::Replay;
using course::Settings;
namespace fixture = lessons_under_control;

using namespace std::chrono_literals;

namespace {

Exploration explored(const Entry& entry, const std::string& variant) {
  return course::explore(entry, variant, fixture::settings(entry), {.budget = 20s});
}

const Exploration& lost_update() {
  static const Exploration found = explored(fixture::counting(), "plain");
  return found;
}

Catalogue catalogue() { return Catalogue({fixture::counting()}); }

std::string refusal(const std::string& text, Fidelity fidelity = Fidelity::strict) {
  try {
    course::replay(catalogue(), text, fidelity);
    return "accepted";
  } catch (const BadInput& error) {
    return error.what();
  }
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  if (at == std::string::npos) qFatal("nothing to replace");
  return text.replace(at, what.size(), by);
}

/// What a free run of "counting" without a lock is warned of.
model::Finding race_of_the_increment() {
  const trace::SourceId line = trace::intern({fixture::counting().code_file.c_str(), fixture::line_of_the_increment});
  model::Finding race{.kind = model::FindingKind::race, .steps = {}, .sentence = {}};
  race.steps.push_back({.kind = trace::EventKind::loaded, .source = line});
  race.steps.push_back({.kind = trace::EventKind::stored, .source = line});
  return race;
}

Exploration confirmed(const std::string& variant, const model::Finding& warning) {
  const Entry entry = fixture::counting();
  return course::explore(entry, variant, fixture::settings(entry), {.budget = 20s, .warning = warning});
}

QJsonObject parsed(const std::string& json) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

}  // namespace

class TestExploration : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_lost_update_is_found_and_made_short() {
    const Exploration& found = lost_update();
    QCOMPARE(std::string(name(found.outcome)), std::string("fails"));
    QVERIFY(!found.holds());
    QCOMPARE(found.pre_emptions, std::size_t{1});
    QCOMPARE(found.failure.claim, std::string("nothing-lost"));
    QCOMPARE(found.failure.culprits.size(), std::size_t{3});
    QCOMPARE(
        found.sentence,
        std::string("Fails: No increment is lost: \"result\" ended at 1 instead of 2. The shortest schedule found has "
                    "13 steps and 1 pre-emption."));
    QCOMPARE(found.steps.size(), std::size_t{13});
    QCOMPARE(found.parameters.at("threads"), std::string("2"));
  }

  void what_is_right_is_proved() {
    const Exploration found = explored(fixture::counting(), "lock");
    QCOMPARE(std::string(name(found.outcome)), std::string("proved"));
    QVERIFY(found.holds() && found.schedule.empty());
    QCOMPARE(found.coverage.different, std::uint64_t{2});
    QCOMPARE(found.sentence, std::string("All 2 different executions hold."));
    QVERIFY(found.coverage.per_second() > 0);
  }

  void a_deadlock_and_an_error_are_failures_too() {
    const Exploration stuck = explored(fixture::one_variant(fixture::opposite_order, {course::never_stuck()}), "only");
    QCOMPARE(stuck.failure.kind, course::StepVerdict::Kind::stuck);
    QCOMPARE(stuck.failure.claim, std::string("never-stuck"));
    const Exploration error = explored(fixture::one_variant(fixture::raising, {}), "only");
    QCOMPARE(error.failure.kind, course::StepVerdict::Kind::error);
  }

  void a_warning_of_a_race_is_confirmed_by_a_schedule_to_it() {
    const Exploration found = confirmed("plain", race_of_the_increment());
    QCOMPARE(std::string(name(found.outcome)), std::string("confirmed"));
    QVERIFY(found.of_warning && !found.holds());
    const QString sentence = QString::fromStdString(found.sentence);
    const QRegularExpression expected(
        QStringLiteral("^It can happen: (?=.* store 1 to counter)(?=.* read counter)one will .* \\(line %1\\) and two "
                       "will .* \\(line %1\\): either can go first, as nothing orders them\\. The shortest ")
            .arg(fixture::line_of_the_increment));
    QVERIFY2(expected.match(sentence).hasMatch(), qPrintable(sentence));
    const Replay again = course::replay(catalogue(), found.schedule);
    QCOMPARE(again.steps.size(), found.steps.size());
    QVERIFY(again.holds());
  }

  void a_warning_is_refuted_where_a_lock_orders_the_two() {
    const Exploration found = confirmed("lock", race_of_the_increment());
    QCOMPARE(std::string(name(found.outcome)), std::string("proved"));
    QVERIFY(found.of_warning && found.schedule.empty());
    QVERIFY2(found.sentence.find("It cannot happen") == 0, found.sentence.c_str());
  }

  void what_does_not_matter_is_known() {
    const auto program = [](course::Stage& stage) {
      threading::Shared<int> other{0, "other"};
      threading::Thread beside({.name = "beside"}, [&other] { other.store(1); });
      beside.start();
      stage.gauge("result").set(3);
      beside.join();
    };
    const auto at_most_two =
        course::never_above("two", "At most 2.", "result", [](const course::Facts&) { return std::int64_t{2}; });
    const Exploration found = explored(fixture::one_variant(program, {at_most_two}), "only");
    QCOMPARE(std::string(name(found.outcome)), std::string("fails"));
    for (const auto& step : found.steps) QCOMPARE(step.matters, step.thread_name == "main");
  }

  void it_can_be_ended_and_tells_how_far_it_is() {
    const Entry entry = fixture::counting();
    int asked = 0;
    const Exploration found = course::explore(entry, "lock", fixture::settings(entry),
                                              {.budget = 20s, .go_on = [&](const course::Coverage& coverage) {
                                                 asked += coverage.executions > 0 ? 1 : 0;
                                                 return false;
                                               }});
    QVERIFY(asked > 0);
    QCOMPARE(std::string(name(found.outcome)), std::string("unbroken"));
    QVERIFY(found.holds());
  }

  void a_failure_that_does_not_come_again_is_told_and_no_schedule_is_given() {
    const auto runs = std::make_shared<int>(0);
    const auto fails_once = [runs](course::Stage& stage) { stage.gauge("result").set(++*runs == 2 ? 1 : 2); };
    const Exploration found = explored(fixture::one_variant(fails_once, {fixture::nothing_lost()}), "only");
    QCOMPARE(std::string(name(found.outcome)), std::string("strays"));
    QCOMPARE(found.sentence,
             std::string("Does not do the same each time: at the end: expected that it fails, it holds."));
    QVERIFY(!found.holds() && found.schedule.empty() && found.steps.empty());
    const QJsonObject json = parsed(to_json(found));
    QCOMPARE(json["outcome"].toString(), QString("strays"));
    QVERIFY(json["failure"].isNull() && json["schedule"].isNull());
  }

  void small_settings_are_used_where_nothing_was_chosen() {
    Entry entry = fixture::counting();
    entry.lesson.parameters = {course::integer("threads", "Threads", 1, 8, 4),
                               course::integer("items", "Items", 1, 9, 5)};
    entry.lesson.controlled.explored_with = {{"threads", "2"}, {"items", "1"}};
    Settings chosen(entry.lesson.parameters);
    chosen.set("items", 7);
    const Settings used = course::controlled_settings(entry.lesson, chosen);
    QCOMPARE(used.raw("threads"), 2);
    QCOMPARE(used.raw("items"), 7);
    QCOMPARE(course::controlled_settings(entry.lesson, chosen, {"threads"}).raw("threads"), 4);
  }

  void a_replay_comes_to_the_same_end() {
    const Replay replay = course::replay(catalogue(), lost_update().schedule);
    QCOMPARE(replay.verdict.sentence, lost_update().failure.sentence);
    QCOMPARE(replay.steps.size(), lost_update().steps.size());
    QVERIFY(!replay.holds());
    QVERIFY(lost_update().schedule.find(replay.hash) != std::string::npos);
    QVERIFY(replay.saved.fails && replay.saved.current);
    for (int round = 0; round < 200; ++round) {
      QCOMPARE(course::replay(catalogue(), lost_update().schedule).hash, replay.hash);
    }
  }

  void a_schedule_says_what_it_is_of() {
    const course::SavedSchedule saved = course::saved_schedule(catalogue(), lost_update().schedule);
    QCOMPARE(saved.lesson, std::string("fixture"));
    QCOMPARE(saved.variant, std::string("plain"));
    QCOMPARE(saved.settings.raw("threads"), 2);
    QCOMPARE(saved.steps, std::size_t{13});
  }

  void what_is_no_schedule_of_these_lessons_is_refused_with_one_sentence() {
    const std::string text = lost_update().schedule;
    QVERIFY(refusal("").starts_with("This is not a schedule: the file is empty."));
    QVERIFY(refusal("{}").starts_with("This is not a schedule"));
    QVERIFY(refusal(text.substr(0, text.size() / 2)).find("damaged") != std::string::npos ||
            refusal(text.substr(0, text.size() / 2)).find("breaks off") != std::string::npos);
    QVERIFY(refusal(replaced(text, "\"version\":1", "\"version\":2")).find("version 2") != std::string::npos);
    QVERIFY(refusal(replaced(text, "fixture/plain", "fixtures/plain")).find("There is no lesson") != std::string::npos);
    QVERIFY(refusal(replaced(text, "fixture/plain", "fixture/plane")).find("There is no variant") != std::string::npos);
    QVERIFY(refusal(replaced(text, "fixture/plain", "plain")).find("no variant of a lesson") != std::string::npos);
    QVERIFY(refusal(replaced(text, "\"threads\":\"2\"", "\"tread\":\"2\"")).find("no parameter") != std::string::npos);
    QVERIFY(refusal(replaced(text, "\"threads\":\"2\"", "\"threads\":\"x\"")).find("threads must be") !=
            std::string::npos);
    const std::string other_lock = refusal(replaced(text, "fixture/plain", "fixture/lock"));
    QVERIFY2(other_lock.starts_with("The program does not follow the schedule: Step "), other_lock.c_str());
  }

  void a_schedule_of_other_lessons_is_refused_before_its_steps_are_read() {
    const std::string text = replaced(lost_update().schedule, "fixture/plain", "fixtures/plain");
    const std::string damaged = text.substr(0, text.find('\n') + 1) + "no step\n";
    try {
      course::saved_schedule(catalogue(), damaged);
      QFAIL("accepted");
    } catch (const BadInput& error) {
      QVERIFY2(std::string(error.what()).find("There is no lesson") != std::string::npos, error.what());
    }
  }

  void what_is_longer_than_any_schedule_is_refused_unread() {
    const std::string text = lost_update().schedule + std::string(course::most_schedule_bytes, '\n');
    QCOMPARE(refusal(text), std::string("The file is too long for a schedule."));
  }

  void a_program_that_has_changed_is_told_and_may_be_followed_tolerantly() {
    Entry changed = fixture::counting();
    changed.code += ", changed";
    const Catalogue later({changed});
    QVERIFY_THROWS_EXCEPTION(course::OutOfDate, course::replay(later, lost_update().schedule));
    QVERIFY(!course::saved_schedule(later, lost_update().schedule).current);
    const Replay replay = course::replay(later, lost_update().schedule, Fidelity::tolerant);
    QCOMPARE(replay.verdict.sentence, lost_update().failure.sentence);
  }

  void damaged_schedules_are_refused_with_a_sentence_or_valid() {
    const Catalogue lessons = catalogue();
    std::mt19937_64 dice(20'261'121);
    int accepted = 0;
    for (int round = 0; round < 3'000; ++round) {
      std::string text = lost_update().schedule;
      if (dice() % 4 == 0) text.resize(dice() % text.size());
      for (auto changes = dice() % 4; changes > 0 && !text.empty(); --changes) {
        text[dice() % text.size()] = static_cast<char>(dice() % 256);
      }
      const auto fidelity = dice() % 2 == 0 ? Fidelity::strict : Fidelity::tolerant;
      try {
        course::replay(lessons, text, fidelity);
        ++accepted;
      } catch (const BadInput& error) {
        const std::string sentence = error.what();
        QVERIFY2(sentence.size() > 10 && (sentence.back() == '.' || sentence.back() == '?'), sentence.c_str());
        QVERIFY2(sentence.find('\n') == std::string::npos, sentence.c_str());
      }
    }
    QVERIFY(accepted > 100 && accepted < 2'900);
  }

  void reports_are_json_and_text() {
    const QJsonObject json = parsed(to_json(lost_update()));
    QCOMPARE(json["outcome"].toString(), QString("fails"));
    QCOMPARE(json["holds"].toBool(true), false);
    QCOMPARE(json["failure"].toObject()["claim"].toString(), QString("nothing-lost"));
    QCOMPARE(json["steps"].toArray().size(), qsizetype{13});
    QCOMPARE(json["schedule"].toArray().size(), qsizetype{15});
    QVERIFY(json["coverage"].toObject()["executions"].toInteger() > 0);
    QCOMPARE(json["environment"].toObject()["time_outs"].toInteger(), 1);
    const std::string text = to_text(lost_update());
    QVERIFY(text.find("> step") != std::string::npos);
    const Replay replay = course::replay(catalogue(), lost_update().schedule);
    QCOMPARE(parsed(to_json(replay))["verdict"].toObject()["kind"].toString(), QString("claim fails"));
    QVERIFY(to_text(replay).find("\"result\" ended at 1 instead of 2") != std::string::npos);
    const QJsonObject proved = parsed(to_json(explored(fixture::counting(), "lock")));
    QVERIFY(proved["failure"].isNull() && proved["schedule"].isNull());
  }
};

QTEST_APPLESS_MAIN(TestExploration)
#include "tst_exploration.moc"
