#include <QTest>
#include <fstream>

#include "child_processes.h"
#include "course/child_process.h"
#include "course/exploration.h"
#include "course/lesson_fixture.h"
#include "course/measurement.h"
#include "course/stepper.h"
#include "patience.h"

using course::ChildProcess;
using course::Ending;
using course::Outcome;
using course::Stage;

using namespace std::chrono_literals;

namespace {

std::vector<std::string> shell(const std::string& script) { return {"/bin/sh", "-c", script}; }

std::string measuring(course::Measurement::Kind kind, std::int64_t value) {
  return "echo '" + course::line_of({kind, value, "speed"}) + "';";
}

}  // namespace

/// A child process as a part of a run.
class TestChildProcess : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { descriptors_ = child_processes::open_descriptors(); }
  void cleanup() {
    QCOMPARE(child_processes::listed(), std::string());
    QCOMPARE(child_processes::open_descriptors(), descriptors_);
  }

  void what_it_prints_and_measures_is_printed_and_measured_in_the_run() {
    const std::string script = "echo hello;" + measuring(course::Measurement::Kind::set, 4) +
                               measuring(course::Measurement::Kind::add, -1) + "exit 3";
    const LessonFixture lesson([&](Stage& stage) {
      ChildProcess child(stage, "child", shell(script));
      const ChildProcess::End& end = child.wait();
      stage.print("status", end.status, end.by_signal);
    });
    const Outcome outcome = lesson.outcome();
    QCOMPARE(outcome.ending, Ending::finished);
    QCOMPARE(outcome.output, (std::vector<std::string>{"hello", "status 3 0"}));
    QCOMPARE(outcome.observed.at("speed").last, 3);
    QCOMPARE(outcome.observed.at("speed").greatest, 4);
  }

  void it_has_a_lane_and_who_waits_for_it_is_not_stuck() {
    const LessonFixture lesson([](Stage& stage) {
      ChildProcess child(stage, "process", shell("echo ready; exec sleep 1000"));
      child.wait();
    });
    const auto run = lesson.run();
    run->start();
    QTRY_VERIFY(!run->outcome().output.empty());
    const std::uint64_t folded = run->frame()->snapshot->totals.recorded;
    QTRY_VERIFY(run->frame()->snapshot->threads.at(0).state == model::ThreadState::blocked);
    const auto snapshot = run->frame()->snapshot;
    QVERIFY(snapshot->totals.recorded >= folded);
    QCOMPARE(snapshot->threads.at(1).name, std::string("process"));
    QCOMPARE(snapshot->threads.at(1).state, model::ThreadState::running);
    QVERIFY(snapshot->stuck.empty());
    QVERIFY(!child_processes::listed().empty());
  }

  void taking_the_run_down_kills_it() {
    const LessonFixture lesson([](Stage& stage) {
      ChildProcess child(stage, "process", shell("trap '' TERM INT HUP; echo ready; while :; do sleep 0.01; done"));
      child.wait();
    });
    const auto run = lesson.run();
    run->start();
    QTRY_VERIFY(!run->outcome().output.empty());
    run->request_stop();
    QVERIFY(run->wait(30s));
    QCOMPARE(run->outcome().ending, Ending::stopped);
  }

  void a_program_that_fails_or_forgets_it_leaves_no_process() {
    const LessonFixture fails([](Stage& stage) {
      const ChildProcess child(stage, "process", shell("exec sleep 1000"));
      throw std::runtime_error("no more");
    });
    QCOMPARE(fails.outcome().ending, Ending::failed);
    const LessonFixture forgets([](Stage& stage) { ChildProcess(stage, "process", shell("exec sleep 1000")); });
    QCOMPARE(forgets.outcome().ending, Ending::finished);
  }

  void a_program_that_cannot_be_started_fails_with_a_sentence() {
    const LessonFixture lesson([](Stage& stage) { ChildProcess(stage, "process", {"/no/such/program"}); });
    QCOMPARE(lesson.outcome().error, std::string("Exception in thread main: cannot start a process of "
                                                 "/no/such/program: No such file or directory"));
  }

  void a_variant_without_a_child_cannot_start_one() {
    const LessonFixture lesson([](Stage& stage) { stage.start_child("process"); });
    QVERIFY(lesson.outcome().error.find("Variant::child") != std::string::npos);
  }

  void the_command_names_the_lesson_its_variant_and_its_parameters() {
    LessonFixture lesson([](Stage&) {});
    course::Variant& variant = lesson.entry.lesson.variants.front();
    variant.child = [](course::Child&) { return 0; };
    const auto words = course::child_command("fixture", variant, lesson.settings(), 5, 2);
    QCOMPARE(words.at(0), course::own_program());
    const std::vector<std::string> known(words.begin() + 1, words.begin() + 9);
    QCOMPARE(known,
             (std::vector<std::string>{"child", "fixture", "--variant", "only", "--number", "2", "--seed", "5"}));
    const std::vector<std::string> settings(words.begin() + 11, words.end());
    QCOMPARE(settings, (std::vector<std::string>{"--set", "count=3", "--set", "period=1 ms", "--set", "share=0.25",
                                                 "--set", "order=last"}));
  }

  void under_control_none_is_started_and_the_output_says_so() {
    LessonFixture lesson([](Stage& stage) {
      stage.start_child("process");
      stage.print("not reached");
    });
    lesson.entry.lesson.variants.front().child = [](course::Child&) { return 0; };
    course::Stepper stepper(lesson.entry, "only", lesson.settings(), {});
    while (!stepper.frame()->over) stepper.advance();
    const auto& output = stepper.frame()->frame.snapshot->output;
    QCOMPARE(output.end() - output.begin(), std::size_t{1});
    QCOMPARE(output[output.begin()].text, std::string(course::not_under_control));
    QCOMPARE(stepper.frame()->verdict.kind, course::StepVerdict::Kind::open);
    QCOMPARE(stepper.frame()->verdict.sentence, std::string(course::not_under_control));
    const course::Exploration found = course::explore(lesson.entry, "only", lesson.settings());
    QCOMPARE(found.outcome, course::Exploration::Outcome::unbroken);
    QCOMPARE(found.remarks, std::vector<std::string>{std::string(course::not_under_control)});
  }

 private:
  std::ptrdiff_t descriptors_ = 0;
};

QTEST_GUILESS_MAIN(TestChildProcess)
#include "tst_child_process.moc"
