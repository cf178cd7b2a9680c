#include <QTest>
#include <algorithm>
#include <chrono>

#include "course/learner.h"
#include "threading/sleep.h"

using namespace stepping;
using course::StepThread;
namespace fixture = lessons_under_control;

namespace {

const std::uint32_t line = fixture::line_of_the_increment;
constexpr std::uint32_t no_line = 60'000;

constexpr std::uint32_t line_of_the_second_lock = __LINE__ + 7;
/// "one" comes to its second lock while main, which sleeps, holds that.
void kept_waiting(course::Stage&) {
  threading::Lock first{"first"};
  threading::Lock second{"second"};
  threading::Thread one({.name = "one"}, [&] {
    const threading::With holding_one(first);
    const threading::With holding_both(second);
  });
  {
    const threading::With holding(second);
    one.start();
    threading::sleep_for(std::chrono::seconds(1));
  }
  one.join();
}

/// Turns round for ever.
void spinning(course::Stage&) {
  threading::Shared<int> flag{0, "flag"};
  while (flag.load() == 0) {
  }
}

Learner learner_of(void (*program)(course::Stage&)) {
  course::Entry entry = fixture::one_variant(program, {});
  entry.code_file = __FILE__;
  return Learner(std::move(entry));
}

/// How often the line was done.
auto times_done(const Frame& frame, std::uint32_t its_line = line) {
  return std::count_if(frame->steps.begin(), frame->steps.begin() + static_cast<std::ptrdiff_t>(frame->position),
                       [its_line](const course::ScheduledStep& step) { return step.line == its_line; });
}

}  // namespace

class TestStepperRunToLine : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_stops_before_the_first_step_that_would_do_the_line() {
    for (const auto granularity :
         {course::Stepper::Granularity::statements, course::Stepper::Granularity::operations}) {
      Learner learner(fixture::counting(), "plain", {.granularity = granularity});
      const Frame frame = learner.stepper.run_to_line(line);
      QVERIFY(frame->position > 0 && !frame->over);
      QCOMPARE(times_done(frame), 0);
      QCOMPARE(where(frame, "one").line, line);
      learner.stepper.advance();
      QVERIFY(times_done(learner.stepper.frame()) > 0);
    }
  }

  void from_there_it_runs_to_the_next_time_and_does_the_whole_statement() {
    Learner learner(fixture::counting(), "plain");
    learner.stepper.run_to_line(line);
    const Frame frame = learner.stepper.run_to_line(line);
    QCOMPARE(times_done(frame), 2);  // a load and a store
    QCOMPARE(where(frame, "one").standing, StepThread::Standing::finished);
    QCOMPARE(where(frame, "two").pending, std::string("will read counter"));
    QVERIFY(learner.stepper.run_to_line(line)->over);
  }

  void where_statements_are_split_it_stops_before_each_part() {
    Learner learner(fixture::counting(), "plain", by_operations());
    learner.stepper.run_to_line(line);
    const Frame frame = learner.stepper.run_to_line(line);
    QCOMPARE(times_done(frame), 1);
    QCOMPARE(where(frame, "one").pending, std::string("will store 1 to counter"));
  }

  void it_stops_where_a_thread_comes_to_wait_at_the_line() {
    Learner learner = learner_of(kept_waiting);
    const Frame waits = learner.stepper.run_to_line(line_of_the_second_lock);
    QCOMPARE(waits->steps.back().words, std::string("acquired lock first"));
    QCOMPARE(where(waits, "one").pending, std::string("waits for lock second, held by main"));
    const Frame goes = learner.stepper.run_to_line(line_of_the_second_lock);
    QCOMPARE(where(goes, "one").pending, std::string("will acquire lock second"));
    QCOMPARE(times_done(goes, line_of_the_second_lock), 0);
  }

  void it_follows_what_can_be_redone() {
    Learner learner(fixture::counting(), "plain", by_operations());
    const std::size_t all = learner.lose_one()->position;
    learner.stepper.go_to(0);
    const Frame frame = learner.stepper.run_to_line(line);
    QCOMPARE(frame->position, std::size_t{2});
    QCOMPARE(frame->steps.size(), all);
    learner.stepper.run_to_line(line);
    QCOMPARE(where(learner.stepper.run_to_line(line), "two").pending, std::string("will store 1 to counter"));
  }

  void a_line_that_nobody_comes_to_leads_to_the_end() {
    Learner learner(fixture::counting(), "lock");
    const Frame frame = learner.stepper.run_to_line(no_line);
    QVERIFY(frame->over);
    QCOMPARE(frame->verdict.kind, course::StepVerdict::Kind::holds);
  }

  void the_same_line_of_another_file_is_another_one() {
    course::Entry entry = fixture::counting();
    entry.code_file = __FILE__;
    Learner learner(entry, "plain");
    QVERIFY(learner.stepper.run_to_line(line)->over);
  }

  void at_the_end_it_is_refused_with_a_sentence() {
    Learner learner(fixture::counting(), "plain");
    const Frame end = learner.stepper.run_to_line(no_line);
    QCOMPARE(refusal([&] { learner.stepper.run_to_line(line); }),
             std::string("The program goes no further; go back to try something else."));
    QCOMPARE(learner.stepper.frame(), end);
  }

  void a_program_that_turns_round_for_ever_is_given_up_after_so_many_steps() {
    Learner learner = learner_of(spinning);
    QCOMPARE(learner.stepper.run_to_line(no_line, 50)->position, std::size_t{50});
    const Frame frame = learner.stepper.run_to_line(no_line, 50);
    QCOMPARE(frame->position, std::size_t{100});
    QVERIFY(!frame->over);
    QCOMPARE(learner.stepper.run_to_line(no_line)->position, std::size_t{2'100});
  }
};

QTEST_APPLESS_MAIN(TestStepperRunToLine)
#include "tst_stepper_run_to_line.moc"
