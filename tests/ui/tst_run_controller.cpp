#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "example_course.h"
#include "no_room_for_threads.h"
#include "patience.h"
#include "ui/qt_event_loop.h"
#include "ui/run_controller.h"

using namespace std::chrono_literals;
using course::RunState;
using ui::RunController;

class TestRunController : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_run_starts_advances_and_finishes();
  void the_last_frame_comes_before_finished();
  void an_unknown_variant_is_refused_and_nothing_starts();
  void stop_ends_an_endless_run_and_does_not_wait();
  void starting_while_running_stops_the_first_and_runs_the_second();
  void stop_takes_back_a_start_that_waits();
  void pause_and_resume_change_the_state();
  void a_slow_window_gets_the_latest_frame_only();
  void a_parameter_is_set_while_running_and_ignored_otherwise();
  void jobs_of_the_program_run_on_this_thread();
  void destruction_stops_within_a_second();
  void many_quick_starts_and_stops_end_well();
  void a_run_that_the_system_has_no_thread_for_is_told_and_another_can_begin();

 private:
  void start(RunController& runs, const std::string& variant) { runs.start(entry_, variant, settings_, 0ns); }

  const course::Entry entry_ = example::entry("alpha", 110);
  const course::Settings settings_{entry_.lesson.parameters};
  ui::QtEventLoop loop_;
};

namespace {

void freeze(std::chrono::milliseconds time) {
  QElapsedTimer clock;
  clock.start();
  while (std::chrono::milliseconds(clock.elapsed()) < time) {
  }
}

}  // namespace

void TestRunController::a_run_starts_advances_and_finishes() {
  RunController runs(loop_);
  QCOMPARE(runs.state(), RunState::ready);
  QSignalSpy started(&runs, &RunController::started);
  QSignalSpy advanced(&runs, &RunController::advanced);
  course::Outcome outcome;
  connect(&runs, &RunController::finished, this, [&](const course::Outcome& result) { outcome = result; });
  start(runs, "plain");
  QCOMPARE(started.size(), 1);
  QVERIFY(runs.busy());
  QTRY_COMPARE(runs.state(), RunState::over);
  QVERIFY(!runs.busy());
  QVERIFY(!advanced.isEmpty());
  QCOMPARE(outcome.lesson, std::string("alpha"));
  QCOMPARE(outcome.variant, std::string("plain"));
  QCOMPARE(outcome.ending, course::Ending::finished);
}

void TestRunController::the_last_frame_comes_before_finished() {
  RunController runs(loop_);
  RunState last = RunState::ready;
  RunState atTheEnd = RunState::ready;
  connect(&runs, &RunController::advanced, this, [&](const ui::FramePointer& frame) { last = frame->state; });
  connect(&runs, &RunController::finished, this, [&] { atTheEnd = last; });
  start(runs, "plain");
  QTRY_COMPARE(atTheEnd, RunState::over);
}

void TestRunController::an_unknown_variant_is_refused_and_nothing_starts() {
  RunController runs(loop_);
  QVERIFY_THROWS_EXCEPTION(course::BadInput, start(runs, "no-such"));
  QVERIFY(!runs.busy());
  QCOMPARE(runs.state(), RunState::ready);
}

void TestRunController::stop_ends_an_endless_run_and_does_not_wait() {
  RunController runs(loop_);
  QSignalSpy finished(&runs, &RunController::finished);
  start(runs, "endless");
  QElapsedTimer clock;
  clock.start();
  runs.stop();
  QVERIFY(clock.elapsed() < 500);
  QCOMPARE(runs.state(), RunState::stopping);
  QVERIFY(finished.isEmpty());
  QTRY_COMPARE(finished.size(), 1);
  QCOMPARE(runs.state(), RunState::over);
}

void TestRunController::starting_while_running_stops_the_first_and_runs_the_second() {
  RunController runs(loop_);
  std::vector<std::string> ended;
  connect(&runs, &RunController::finished, this,
          [&](const course::Outcome& outcome) { ended.push_back(outcome.variant); });
  start(runs, "endless");
  start(runs, "plain");
  QTRY_COMPARE(ended, (std::vector<std::string>{"endless", "plain"}));
  QCOMPARE(runs.state(), RunState::over);
}

void TestRunController::stop_takes_back_a_start_that_waits() {
  RunController runs(loop_);
  QSignalSpy started(&runs, &RunController::started);
  QSignalSpy finished(&runs, &RunController::finished);
  start(runs, "endless");
  start(runs, "endless");
  runs.stop();
  QTRY_COMPARE(finished.size(), 1);
  QVERIFY(!runs.busy());
  QCOMPARE(started.size(), 1);
}

void TestRunController::pause_and_resume_change_the_state() {
  RunController runs(loop_);
  start(runs, "endless");
  runs.pause();
  QCOMPARE(runs.state(), RunState::paused);
  runs.resume();
  QCOMPARE(runs.state(), RunState::running);
  runs.pause();
  runs.stop();
  QTRY_COMPARE(runs.state(), RunState::over);
}

void TestRunController::a_slow_window_gets_the_latest_frame_only() {
  RunController runs(loop_);
  int frames = 0;
  connect(&runs, &RunController::advanced, this, [&] { ++frames; });
  start(runs, "endless");
  QTRY_VERIFY(frames > 0);
  frames = 0;
  freeze(300ms);
  QCoreApplication::processEvents();
  QVERIFY2(frames <= 2, qPrintable(QString::number(frames)));
}

void TestRunController::a_parameter_is_set_while_running_and_ignored_otherwise() {
  RunController runs(loop_);
  runs.setParameter("wait", 5);
  start(runs, "endless");
  runs.setParameter("wait", 5);
  QVERIFY_THROWS_EXCEPTION(course::BadInput, runs.setParameter("steps", 5));
  runs.setPace(1ms);
  runs.stop();
  QTRY_COMPARE(runs.state(), RunState::over);
  runs.setParameter("wait", 5);
}

void TestRunController::jobs_of_the_program_run_on_this_thread() {
  ui::QtEventLoop loop;
  QSignalSpy progressed(&loop, &ui::QtEventLoop::progressed);
  RunController runs(loop);
  start(runs, "posting");
  QTRY_VERIFY(!progressed.isEmpty());
  QTRY_COMPARE(runs.state(), RunState::over);
}

void TestRunController::destruction_stops_within_a_second() {
  QElapsedTimer clock;
  {
    RunController runs(loop_);
    start(runs, "endless");
    clock.start();
  }
  QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
}

void TestRunController::many_quick_starts_and_stops_end_well() {
  RunController runs(loop_);
  for (int round = 0; round < 60; ++round) {
    start(runs, round % 3 == 0 ? "endless" : "plain");
    if (round % 4 == 0) runs.pause();
    if (round % 5 == 0) runs.stop();
    QCoreApplication::processEvents();
  }
  runs.stop();
  QTRY_VERIFY(!runs.busy());
}

void TestRunController::a_run_that_the_system_has_no_thread_for_is_told_and_another_can_begin() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  QSKIP("A sanitizer needs more address space than there would be.");
#endif
  RunController runs(loop_);
  QSignalSpy failed(&runs, &RunController::failed);
  {
    const NoRoomForThreads noRoom;
    start(runs, "plain");
  }
  QCOMPARE(failed.size(), 1);
  QVERIFY(failed.front().front().toString().contains(QStringLiteral("no thread left")));
  QVERIFY(!runs.busy());
  QCOMPARE(runs.state(), RunState::over);
  QSignalSpy finished(&runs, &RunController::finished);
  start(runs, "plain");
  QTRY_COMPARE(finished.size(), 1);
}

QTEST_GUILESS_MAIN(TestRunController)
#include "tst_run_controller.moc"
