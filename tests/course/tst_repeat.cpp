#include <QTest>

#include "course/repeat.h"
#include "course/stage.h"
#include "lesson_fixture.h"

using namespace std::chrono_literals;
using course::Repeat;

namespace {

/// Ends at seed modulo 3, as far as random numbers let it.
void random_end(course::Stage& stage) {
  const auto number = static_cast<std::int64_t>(stage.random(3));
  stage.print("It is", number);
  stage.gauge("result").set(number);
}

LessonFixture lesson(std::function<void(course::Stage&)> program) {
  LessonFixture fixture(std::move(program));
  fixture.entry.lesson.outcome = "result";
  fixture.entry.lesson.claims = {
      course::ends_with("zero", "It ends at zero.", "result", [](const course::Facts&) { return 0; })};
  return fixture;
}

}  // namespace

class TestRepeat : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_run_is_counted_and_one_of_each_bar_kept() {
    const LessonFixture fixture = lesson(random_end);
    std::vector<std::uint64_t> progress;
    course::RepeatOptions options;
    options.runs = 12;
    options.seed = 5;
    options.on_progress = [&](const auto& repeat) { progress.push_back(repeat->done()); };
    const auto result = course::repeat(fixture.entry, "only", fixture.settings(), options);
    QCOMPARE(result->done(), std::uint64_t{12});
    QCOMPARE(progress.size(), std::size_t{12});
    QCOMPARE(progress.back(), std::uint64_t{12});
    QCOMPARE(result->kept.size(), result->histogram.bars.size());
    std::size_t runs = 0;
    for (std::size_t i = 0; i < result->kept.size(); ++i) {
      const course::Bar& bar = result->histogram.bars[i];
      runs += bar.count();
      if (bar.count() == 0) continue;
      const course::Trial& trial = *result->kept[i];
      QCOMPARE(trial.outcome.observed.at("result").last, *bar.least);
      QCOMPARE(trial.outcome.output, (std::vector<std::string>{"It is " + std::to_string(*bar.least)}));
      QVERIFY(trial.outcome.seed >= 5 && trial.outcome.seed < 17);
      QCOMPARE(trial.frame->state, course::RunState::over);
      QVERIFY(!trial.frame->snapshot->threads.empty());
    }
    QCOMPARE(runs, std::size_t{12});
  }

  void what_is_not_wanted_any_more_ends_with_what_is_known() {
    std::atomic<int> begun{0};
    const LessonFixture fixture = lesson([&](course::Stage& stage) {
      if (++begun == 3) stage.compute(1h);
    });
    course::RepeatOptions options;
    options.runs = 100;
    options.each.go_on = [&] { return begun < 3; };
    QCOMPARE(course::repeat(fixture.entry, "only", fixture.settings(), options)->done(), std::uint64_t{2});
  }

  void a_run_that_lasts_too_long_is_stopped_and_counted() {
    const LessonFixture fixture = lesson([](course::Stage& stage) { stage.compute(1h); });
    course::RepeatOptions options;
    options.runs = 2;
    options.each.limit = 50ms;
    const auto result = course::repeat(fixture.entry, "only", fixture.settings(), options);
    QCOMPARE(result->histogram.bars.back().label, std::string("stopped"));
    QCOMPARE(result->histogram.bars.back().count(), std::size_t{2});
  }

  void an_unknown_variant_is_said_to_be_one() {
    const LessonFixture fixture = lesson(random_end);
    QVERIFY_THROWS_EXCEPTION(course::BadInput, course::repeat(fixture.entry, "other", fixture.settings(), {}));
  }
};

QTEST_APPLESS_MAIN(TestRepeat)
#include "tst_repeat.moc"
