#include <QTest>
#include <numeric>

#include "course/histogram.h"

using course::Ending;
using course::Histogram;
using course::Outcome;
using course::Verdict;

namespace {

course::Lesson lesson(const std::string& outcome) {
  course::Lesson lesson;
  lesson.parameters = {course::integer("count", "Count", 0, 10'000, 100)};
  lesson.outcome = outcome;
  lesson.claims = {course::never_stuck(),
                   course::ends_with("nothing-lost", "Nothing is lost.", "result",
                                     [](const course::Facts& facts) { return facts.setting("count"); })};
  return lesson;
}

Outcome outcome(Ending ending, std::optional<std::int64_t> result, bool holds) {
  Outcome outcome;
  outcome.ending = ending;
  if (result) outcome.observed["result"] = {0, *result, 0, *result, 1};
  outcome.claims = {{"nothing-lost", "Nothing is lost.", {holds ? Verdict::holds : Verdict::fails, ""}}};
  return outcome;
}

Outcome ended_at(std::int64_t result) { return outcome(Ending::finished, result, result == 100); }

Histogram counted(const std::vector<Outcome>& outcomes, const std::string& gauge = "result") {
  const course::Lesson own = lesson(gauge);
  return course::histogram_of(own, course::Settings(own.parameters), outcomes);
}

std::vector<std::string> labels(const Histogram& histogram) {
  std::vector<std::string> labels;
  for (const course::Bar& bar : histogram.bars) labels.push_back(bar.label + ": " + std::to_string(bar.count()));
  return labels;
}

using Labels = std::vector<std::string>;

}  // namespace

class TestHistogram : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void few_numbers_have_a_bar_each_in_rising_order() {
    const Histogram histogram = counted({ended_at(100), ended_at(97), ended_at(100), ended_at(95)});
    QCOMPARE(labels(histogram), (Labels{"95: 1", "97: 1", "100: 2"}));
    QVERIFY(!histogram.bars[0].holds && histogram.bars[2].holds);
    QCOMPARE(histogram.share(histogram.bars[2]), 0.5);
    QCOMPARE(histogram.bars[2].runs, (std::vector<std::size_t>{0, 2}));
    QCOMPARE(course::title_of(histogram), std::string("result at the end"));
  }

  void what_was_expected_is_there_even_if_no_run_came_to_it() {
    const Histogram histogram = counted({ended_at(97)});
    QCOMPARE(histogram.expected, std::optional<std::int64_t>(100));
    QCOMPARE(labels(histogram), (Labels{"97: 1", "100: 0"}));
  }

  void many_numbers_are_put_together_but_never_with_the_expected_one() {
    std::vector<Outcome> outcomes;
    for (int i = 0; i < 100; ++i) outcomes.push_back(ended_at(51 + i));
    const Histogram histogram = counted(outcomes);
    QVERIFY(histogram.bars.size() <= 13);
    std::size_t runs = 0;
    for (const course::Bar& bar : histogram.bars) {
      runs += bar.count();
      QCOMPARE(bar.holds, bar.least == 100);
      if (bar.least == 100) QCOMPARE(bar.count(), std::size_t{1});
    }
    QCOMPARE(runs, std::size_t{100});
    QCOMPARE(histogram.bars.front().label, std::string("50 to 59"));
  }

  void bars_only_join_as_runs_are_added() {
    std::vector<Outcome> outcomes;
    std::vector<std::vector<std::size_t>> before;
    for (int i = 0; i < 300; ++i) {
      outcomes.push_back(ended_at((i * 7919) % 1'000 - 300));
      std::vector<std::vector<std::size_t>> now;
      for (const course::Bar& bar : counted(outcomes).bars) now.push_back(bar.runs);
      for (const auto& old : before) {
        const auto whole = [&](const auto& bar) { return std::ranges::includes(bar, old); };
        QVERIFY(old.empty() || std::ranges::any_of(now, whole));
      }
      before = now;
    }
  }

  void runs_without_a_number_are_counted_by_their_ending() {
    const Histogram histogram = counted({ended_at(100), outcome(Ending::stuck, 40, false),
                                         outcome(Ending::stopped, 40, true), outcome(Ending::finished, {}, false)});
    QCOMPARE(labels(histogram),
             (Labels{"100: 1", "finished; fails: nothing-lost: 1", "stopped: 1", "stuck; fails: nothing-lost: 1"}));
  }

  void without_a_gauge_endings_and_claims_are_counted() {
    const Histogram histogram = counted({ended_at(100), ended_at(100), ended_at(7)}, {});
    QVERIFY(!histogram.expected);
    QCOMPARE(course::title_of(histogram), std::string("how it ended"));
    QCOMPARE(labels(histogram), (Labels{"finished; every claim holds: 2", "finished; fails: nothing-lost: 1"}));
  }

  void no_runs_are_no_error() { QCOMPARE(labels(counted({})), (Labels{"100: 0"})); }
};

QTEST_APPLESS_MAIN(TestHistogram)
#include "tst_histogram.moc"
