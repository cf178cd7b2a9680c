#include <QTest>

#include "course/stage.h"
#include "course/trial.h"
#include "lesson_fixture.h"
#include "threading/lock.h"

using namespace std::chrono_literals;
using course::Ending;
using course::Trial;

namespace {

std::optional<Trial> tried(const LessonFixture& fixture, const course::TrialOptions& options = {}) {
  return course::tried(fixture.entry, "only", fixture.settings(), 7, options);
}

}  // namespace

class TestTrial : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_run_is_done_to_its_end() {
    const LessonFixture fixture([](course::Stage& stage) { stage.gauge("total").set(3); });
    const std::optional<Trial> trial = tried(fixture);
    QCOMPARE(trial->outcome.ending, Ending::finished);
    QCOMPARE(trial->outcome.seed, std::uint64_t{7});
    QCOMPARE(trial->outcome.observed.at("total").last, 3);
    QCOMPARE(trial->frame->state, course::RunState::over);
  }

  void one_that_is_stuck_shows_who_waited_for_what() {
    LessonFixture fixture([](course::Stage&) {
      threading::Lock lock{"lock"};
      lock.acquire();
      lock.acquire();
    });
    fixture.entry.lesson.claims = {course::never_stuck()};
    const std::optional<Trial> trial = tried(fixture);
    QCOMPARE(trial->outcome.ending, Ending::stuck);
    QCOMPARE(trial->frame->state, course::RunState::over);
    QCOMPARE(trial->frame->ending, Ending::stuck);
    QCOMPARE(trial->frame->claims.front().judgement.verdict, course::Verdict::fails);
    QCOMPARE(trial->frame->snapshot->stuck.size(), std::size_t{1});
    QVERIFY(!trial->frame->snapshot->waits.empty());
  }

  void one_that_lasts_too_long_is_stopped() {
    const LessonFixture fixture([](course::Stage& stage) { stage.compute(1h); });
    course::TrialOptions options;
    options.limit = 50ms;
    QCOMPARE(tried(fixture, options)->outcome.ending, Ending::stopped);
  }

  void one_that_is_not_wanted_any_more_is_none() {
    std::atomic<bool> begun{false};
    const LessonFixture fixture([&begun](course::Stage& stage) {
      begun = true;
      stage.compute(1h);
    });
    course::TrialOptions options;
    options.go_on = [&begun] { return !begun; };
    QVERIFY(!tried(fixture, options));
  }
};

QTEST_APPLESS_MAIN(TestTrial)
#include "tst_trial.moc"
