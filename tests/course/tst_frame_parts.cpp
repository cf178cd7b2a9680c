#include <QTest>

#include "course/controlled_lessons.h"
#include "course/frame_parts.h"
#include "schedule/random_walk.h"

using course::StepVerdict;
namespace fixture = lessons_under_control;

namespace {

const std::uint32_t line_of_the_question = __LINE__ + 4;
void two_that_wait_for_ever(course::Stage&) {
  threading::Shared<bool> over{false, "over"};
  const auto ask = [&over] {
    while (!over.load()) continue;
  };
  fixture::in_two_threads(ask);
}

StepVerdict verdict_after(std::size_t most_steps, const course::Entry& entry) {
  schedule::Crew crew(schedule::Crew::Placement::one_core);
  course::Player player({entry, entry.lesson.variant("only"), fixture::settings(entry), 1}, crew,
                        course::policies_of({}, most_steps));
  schedule::RandomWalk in_turns(1, 1.0);
  return verdict_of(player.play(in_turns), player);
}

}  // namespace

class TestFrameParts : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void threads_that_go_on_and_on_are_told_with_the_lines_at_which_they_do() {
    course::Entry entry = fixture::one_variant(two_that_wait_for_ever, {});
    entry.code_file = __FILE__;
    const StepVerdict verdict = verdict_after(400, entry);
    QCOMPARE(verdict.kind, StepVerdict::Kind::endless);
    QVERIFY(verdict.fails());
    QCOMPARE(verdict.sentence, std::string("Did not finish within 400 steps."));
    const std::string line = std::to_string(line_of_the_question);
    QCOMPARE(verdict.because,
             "In the last 100 steps one passed line " + line + " and two passed line " + line + ", again and again.");
  }

  void what_ends_in_time_is_not_endless() {
    QCOMPARE(verdict_after(400, fixture::one_variant(fixture::increment_with_a_lock, {})).kind,
             StepVerdict::Kind::holds);
  }
};

QTEST_APPLESS_MAIN(TestFrameParts)
#include "tst_frame_parts.moc"
