#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "course/report.h"

using namespace std::chrono_literals;
using course::Ending;
using course::Outcome;
using course::Verdict;

namespace {

Outcome outcome(std::uint64_t seed, Verdict verdict) {
  Outcome result;
  result.lesson = "race-condition";
  result.variant = "plain";
  result.parameters = {{"threads", "4"}, {"gap", "1.5 ms"}};
  result.seed = seed;
  result.ending = Ending::finished;
  result.claims = {
      {"nothing-lost", "No increment is lost.", {verdict, "\"counter\" ended at 7,213 instead of 8,000."}}};
  result.observed["counter"] = {0, 7213, 0, 7213, 8001};
  result.findings = {{model::FindingKind::race,
                      {{.source = trace::intern({"lesson.cpp", 19})},
                       {.source = trace::intern({"lesson.cpp", 21})},
                       {.source = trace::intern({"lesson.cpp", 19})}},
                      "Nothing orders the two."}};
  result.output = {"counter is 7213", "done"};
  result.duration = 12'500us;
  result.threads = 5;
  result.events = {16'012, 3};
  return result;
}

course::Catalogue catalogue() {
  course::Entry entry;
  entry.id = "race-condition";
  entry.number = 210;
  entry.lesson.title = "Race condition";
  entry.lesson.summary = "Two threads count together.";
  entry.lesson.parameters = {
      course::explained(course::integer("threads", "Threads", 1, 64, 2), "How many count.", "people"),
      course::duration("gap", "Gap", 0ms, 2s, 5ms), course::choice("order", "Order", {"fair", "unfair"})};
  entry.lesson.variants = {{"plain", "Plain", course::Variant::Kind::broken, "Nothing guards it.", nullptr}};
  entry.lesson.claims = {course::never_stuck()};
  return course::Catalogue({entry});
}

QJsonObject object(const std::string& json) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

class TestReport : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_run_as_json_has_every_fact() {
    const QJsonObject json = object(course::to_json(outcome(7, Verdict::fails)));
    QCOMPARE(json["lesson"].toString(), QString("race-condition"));
    QCOMPARE(json["variant"].toString(), QString("plain"));
    QCOMPARE(json["seed"].toInteger(), 7);
    QCOMPARE(json["parameters"]["gap"].toString(), QString("1.5 ms"));
    QCOMPARE(json["ending"].toString(), QString("finished"));
    QCOMPARE(json["holds"], QJsonValue(false));
    QVERIFY(json["stuck"].isNull() && json["error"].isNull());
    QCOMPARE(json["claims"][0]["verdict"].toString(), QString("fails"));
    QCOMPARE(json["claims"][0]["because"].toString(), QString("\"counter\" ended at 7,213 instead of 8,000."));
    QCOMPARE(json["observed"]["counter"]["last"].toInteger(), 7213);
    QCOMPARE(json["findings"].toArray().size(), 1);
    QCOMPARE(json["findings"][0]["kind"].toString(), QString("race"));
    QCOMPARE(json["findings"][0]["sentence"].toString(), QString("Nothing orders the two."));
    QCOMPARE(json["findings"][0]["lines"].toArray(), (QJsonArray{19, 21}));
    QCOMPARE(json["output"].toArray().size(), 2);
    QCOMPARE(json["duration_ms"].toDouble(), 12.5);
    QCOMPARE(json["threads"].toInteger(), 5);
    QCOMPARE(json["events"]["recorded"].toInteger(), 16'012);
    QCOMPARE(json["events"]["dropped"].toInteger(), 3);
  }

  void why_a_run_was_stuck_is_in_both() {
    Outcome stuck = outcome(1, Verdict::holds);
    stuck.ending = Ending::stuck;
    stuck.stuck = "worker-1 waits for lock left, which worker-2 holds.";
    QCOMPARE(object(course::to_json(stuck))["stuck"].toString().toStdString(), stuck.stuck);
    QVERIFY(has(course::to_text(stuck), stuck.stuck));
    QVERIFY(has(course::to_text(stuck), "stuck after"));
  }

  void a_run_as_text_reads_well() {
    const std::string text = course::to_text(outcome(7, Verdict::fails));
    QVERIFY(text.starts_with("race-condition, variant plain, seed 7\n  gap 1.5 ms, threads 4\nfinished after "));
    QVERIFY(has(text, "5 threads, 16,012 events (3 more dropped)"));
    QVERIFY(has(text, "Output\n  counter is 7213\n  done\n"));
    QVERIFY(has(text, "  counter: 7,213 at the end, between 0 and 7,213\n"));
    QVERIFY(has(text, "  fails      No increment is lost. \"counter\" ended at 7,213 instead of 8,000.\n"));
    QVERIFY(text.ends_with("\nFindings\n  race       Nothing orders the two.\n"));
  }

  void several_runs_are_counted() {
    std::vector<Outcome> outcomes{outcome(1, Verdict::fails), outcome(2, Verdict::holds), outcome(3, Verdict::fails)};
    outcomes[1].ending = Ending::stuck;
    const course::Catalogue lessons = catalogue();
    const course::Lesson& lesson = lessons.at("race-condition").lesson;
    const auto histogram = course::histogram_of(lesson, course::Settings(lesson.parameters), outcomes);
    const QJsonObject json = object(course::to_json(outcomes, histogram));
    QCOMPARE(json["runs"].toInteger(), 3);
    QCOMPARE(json["holds"], QJsonValue(false));
    QCOMPARE(json["endings"]["finished"].toInteger(), 2);
    QCOMPARE(json["endings"]["stuck"].toInteger(), 1);
    QCOMPARE(json["failed_claims"]["nothing-lost"].toInteger(), 2);
    QCOMPARE(json["outcomes"][2]["seed"].toInteger(), 3);
    QCOMPARE(json["histogram"]["of"].toString(), QString("how it ended"));
    QCOMPARE(json["histogram"]["bars"][0]["count"].toInteger(), 2);
    QCOMPARE(json["histogram"]["bars"][0]["label"].toString(), QString("finished; fails: nothing-lost"));
    const std::string text = course::to_text(outcomes, histogram);
    QVERIFY2(has(text, "  fails     finished; fails: nothing-lost  2 times, 67 %"), text.c_str());
    QVERIFY(has(text, "3 runs"));
    QVERIFY(has(text, "  finished   2 times\n  stuck      1 time\n"));
    QVERIFY(has(text, "  failed 2 times    No increment is lost.\n"));
    QVERIFY(has(text, "  seed 3: finished after"));
  }

  void bytes_that_are_no_text_do_not_break_the_json() {
    Outcome strange = outcome(1, Verdict::holds);
    strange.output = {"\xff\xfe \"quoted\" \x01"};
    QCOMPARE(object(course::to_json(strange))["output"].toArray().size(), 1);
  }

  void the_list_of_lessons_says_what_can_be_set() {
    const std::string text = course::to_text(catalogue());
    QVERIFY(text.starts_with("2 Sharing goes wrong\n  race-condition: Two threads count together.\n"));
    QVERIFY(has(text, "    --variant plain (broken)  Nothing guards it.\n"));
    QVERIFY(has(text, "    --set threads=2  1 to 64 people. How many count.\n"));
    QVERIFY(has(text, "    --set gap=5ms  0 ms to 2 s\n"));
    QVERIFY(has(text, "    --set order=fair  fair or unfair\n"));
    const QJsonObject lesson =
        QJsonDocument::fromJson(QByteArray::fromStdString(course::to_json(catalogue()))).array()[0].toObject();
    QCOMPARE(lesson["id"].toString(), QString("race-condition"));
    QCOMPARE(lesson["chapter"].toInteger(), 2);
    QCOMPARE(lesson["parameters"][0]["greatest"].toString(), QString("64 people"));
    QCOMPARE(lesson["parameters"][2]["choices"].toArray().size(), 2);
    QCOMPARE(lesson["variants"][0]["kind"].toString(), QString("broken"));
    QCOMPARE(lesson["claims"][0]["id"].toString(), QString("never-stuck"));
  }
};

QTEST_APPLESS_MAIN(TestReport)
#include "tst_report.moc"
