#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "controlled_lessons.h"
#include "course/comparison.h"

using namespace std::chrono_literals;
using course::Assessment;
using course::Cost;
using Standing = course::Assessment::Standing;

namespace fixture = lessons_under_control;

namespace {

Cost cost(double seconds, double at_work, double overlap) {
  Cost cost;
  cost.runs = 3;
  cost.seconds = seconds;
  cost.at_work = at_work;
  cost.overlap = overlap;
  cost.most_alive = 4;
  cost.most_at_work = overlap > 0 ? 4 : 1;
  return cost;
}

Assessment assessment(const std::string& label, Standing standing, std::optional<Cost> cost, std::string why = {}) {
  Assessment one{.variant = label, .label = label, .standing = standing, .why = std::move(why), .runs = 3};
  one.cost = cost;
  return one;
}

std::string verdict_on_first(const std::vector<Assessment>& all) { return course::verdict_on(all.front(), all); }

course::Sample sample(std::chrono::milliseconds length, double at_work, std::optional<double> work) {
  course::Measures measures;
  measures.length = length;
  measures.at_work = at_work;
  measures.most_alive = 3;
  return {measures, work};
}

}  // namespace

class TestComparison : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void correct_but_serial_is_said_with_how_much_longer_it_takes() {
    const std::string verdict = verdict_on_first({assessment("One lock", Standing::proved, cost(3.9, 1, 0)),
                                                  assessment("Atomic", Standing::proved, cost(1, 3.8, 0.9)),
                                                  assessment("Plain", Standing::broken, cost(0.5, 4, 1))});
    QCOMPARE(verdict,
             std::string("Correct, but serial: at most one thread was at work at a time; it takes 3.9 times as "
                         "long as Atomic."));
  }

  void moments_of_handing_over_do_not_make_it_parallel() {
    const std::string verdict = verdict_on_first({assessment("One lock", Standing::proved, cost(1, 1.1, 0.1))});
    QCOMPARE(verdict, std::string("Correct, but serial: for 90 % of the time at most one thread was at work."));
  }

  void serial_is_not_said_of_threads_side_by_side() {
    const std::string verdict = verdict_on_first({assessment("Atomic", Standing::proved, cost(1, 3.8, 0.9)),
                                                  assessment("One lock", Standing::proved, cost(3, 1, 0))});
    QCOMPARE(verdict, std::string("Correct: 3.8 threads were at work at the same time, on average; it is 3 times as "
                                  "fast as One lock."));
  }

  void the_only_correct_one_is_compared_with_the_broken_one() {
    const std::string verdict = verdict_on_first({assessment("Lock", Standing::proved, cost(1.05, 2, 0.5)),
                                                  assessment("Plain", Standing::broken, cost(1, 2, 0.5))});
    QVERIFY2(verdict.ends_with("; it takes as long as Plain, which is broken."), verdict.c_str());
  }

  void work_is_compared_where_it_is_known() {
    Cost slow = cost(1, 2, 0.5);
    slow.work = 100;
    Cost fast = cost(2, 2, 0.5);  // lasts longer, but does more
    fast.work = 400;
    const std::string verdict =
        verdict_on_first({assessment("Slow", Standing::proved, slow), assessment("Fast", Standing::proved, fast)});
    QVERIFY2(verdict.ends_with("for the same work it takes 4 times as long as Fast."), verdict.c_str());
  }

  void broken_is_broken_and_says_why() {
    QCOMPARE(verdict_on_first({assessment("Plain", Standing::broken, cost(1, 2, 0.5), "One is lost.")}),
             std::string("Broken: One is lost."));
  }

  void what_was_not_proved_is_not_called_correct() {
    for (const Standing standing : {Standing::unbroken, Standing::unjudged}) {
      const std::string verdict = verdict_on_first({assessment("Some", standing, cost(1, 2, 0.5))});
      QVERIFY2(verdict.find("Correct") == std::string::npos, verdict.c_str());
    }
    QCOMPARE(verdict_on_first({assessment("Some", Standing::open, {})}), std::string());
  }

  void without_a_finished_run_there_are_no_figures() {
    const std::string verdict = verdict_on_first({assessment("Some", Standing::proved, {})});
    QCOMPARE(verdict, std::string("Correct; no run came to its end, so it has no figures."));
  }

  void costs_are_medians() {
    QVERIFY(!course::cost_of({}));
    const auto cost = course::cost_of({sample(10ms, 1, 5), sample(30ms, 2, 7), sample(20ms, 9, 6)});
    QCOMPARE(cost->seconds, 0.02);
    QCOMPARE(cost->at_work, 2.0);
    QCOMPARE(cost->work, std::optional(6.0));
    QCOMPARE(cost->runs, std::size_t{3});
    QVERIFY(!course::cost_of({sample(10ms, 1, 5), sample(30ms, 2, {})})->work);
  }

  void variants_are_explored_and_run() {
    const course::Entry entry = fixture::counting();
    course::ComparisonOptions options;
    options.variants = {"plain", "lock"};
    options.repetitions = 2;
    std::vector<std::string> doings;
    options.on_progress = [&](const auto& comparison) { doings.push_back(comparison->doing); };
    const auto result = course::compared(entry, course::Settings(entry.lesson.parameters), options);
    QCOMPARE(result->variants.size(), std::size_t{2});
    QVERIFY(result->variants[0].is_broken());
    QVERIFY(result->variants[0].verdict.starts_with("Broken: "));
    QCOMPARE(result->variants[1].standing, Standing::proved);
    QVERIFY2(result->variants[1].verdict.starts_with("Correct"), result->variants[1].verdict.c_str());
    QCOMPARE(result->variants[1].runs, std::size_t{2});
    QVERIFY(result->variants[1].cost && result->variants[1].cost->seconds > 0);
    QVERIFY(!result->holds());
    QCOMPARE(result->done, std::uint64_t{6});
    QCOMPARE(doings.size(), std::size_t{6});
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(to_json(*result))).object();
    QCOMPARE(json["variants"][1]["standing"].toString(), QString("proved"));
    QVERIFY(json["variants"][1]["cost"]["seconds"].toDouble() > 0);
    QVERIFY(to_text(*result).find("\nlock\n  Correct") != std::string::npos);
  }

  void what_is_not_wanted_any_more_ends_with_what_is_known() {
    const course::Entry entry = fixture::counting();
    course::ComparisonOptions options;
    options.each.go_on = [] { return false; };
    const auto result = course::compared(entry, course::Settings(entry.lesson.parameters), options);
    for (const Assessment& one : result->variants) QVERIFY(!one.cost);
  }

  void an_unknown_variant_is_said_to_be_one() {
    const course::Entry entry = fixture::counting();
    course::ComparisonOptions options;
    options.variants = {"other"};
    QVERIFY_THROWS_EXCEPTION(course::BadInput,
                             course::compared(entry, course::Settings(entry.lesson.parameters), options));
  }
};

QTEST_APPLESS_MAIN(TestComparison)
#include "tst_comparison.moc"
