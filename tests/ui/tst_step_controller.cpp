#include <QSignalSpy>
#include <QTest>

#include "patience.h"
#include "stepped_lesson.h"

using ui::StepController;
using ui::StepPointer;

class TestStepController : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void it_starts_at_the_first_step();
  void a_thread_has_no_lane_before_it_begins();
  void no_step_is_lost_however_quickly_they_come();
  void of_several_jumps_only_the_last_counts();
  void undo_and_redo_go_back_and_forth();
  void what_is_not_possible_is_said_and_changes_nothing();
  void going_elsewhere_drops_later_steps_and_undo_brings_them_back();
  void after_leaving_nothing_is_shown_any_more();
  void starting_anew_forgets_what_was_asked_before();
  void what_was_written_can_be_opened_at_its_start();
  void a_damaged_schedule_fails_with_a_sentence();
  void statements_can_be_split();
  void it_runs_to_a_line();
  void it_can_go_at_any_time();

 private:
  void start(const std::string& lesson = "race-condition", const std::string& variant = "plain");
  void settle() const { QTRY_VERIFY(!controller_->isBusy()); }
  const course::StepFrame& now() const { return *steps_.back(); }

  std::unique_ptr<StepController> controller_;
  std::vector<StepPointer> steps_;
  QStringList sentences_;
};

void TestStepController::init() {
  controller_ = std::make_unique<StepController>();
  steps_.clear();
  sentences_.clear();
  connect(controller_.get(), &StepController::advanced, this,
          [this](const StepPointer& step) { steps_.push_back(step); });
  connect(controller_.get(), &StepController::said, this, [this](const QString& said) { sentences_ += said; });
}

void TestStepController::start(const std::string& lesson, const std::string& variant) {
  controller_->start(stepped::program(lesson, variant));
  settle();
}

void TestStepController::it_starts_at_the_first_step() {
  QVERIFY(!controller_->isActive());
  start();
  QVERIFY(controller_->isActive());
  QCOMPARE(steps_.size(), 1U);
  QCOMPARE(now().position, 0U);
  QVERIFY(!now().over);
  QVERIFY(!now().threads.empty());
}

void TestStepController::a_thread_has_no_lane_before_it_begins() {
  start("deadlock", "opposite-order");
  QCOMPARE(now().threads.size(), 1U);
  controller_->advance();  // main counts nobody yet
  settle();
  QCOMPARE(now().threads.size(), 1U);
  controller_->advance();
  settle();
  QCOMPARE(now().threads.size(), 2U);
  QCOMPARE(now().threads.back().name, std::string("bystander"));
}

void TestStepController::no_step_is_lost_however_quickly_they_come() {
  start();
  for (int i = 0; i < 5; ++i) controller_->advance();
  QVERIFY(controller_->isBusy());
  settle();
  QCOMPARE(steps_.size(), 6U);
  QVERIFY(now().position >= 5);
}

void TestStepController::of_several_jumps_only_the_last_counts() {
  start();
  for (int i = 0; i < 4; ++i) controller_->advance();
  settle();
  const std::vector<std::size_t> jumps{0, 3, 1, 2, 0, 1};
  bool leftOut = false;
  // The stepper may be quick enough for all of them once, but not always.
  for (int round = 0; round < 50 && !leftOut; ++round) {
    const std::size_t shown = steps_.size();
    for (const std::size_t position : jumps) controller_->goTo(position);
    settle();
    QCOMPARE(now().position, jumps.back());
    leftOut = steps_.size() < shown + jumps.size();
  }
  QVERIFY(leftOut);
}

void TestStepController::undo_and_redo_go_back_and_forth() {
  start();
  controller_->advance();
  controller_->advance();
  settle();
  const std::size_t there = now().position;
  controller_->undo();
  settle();
  QVERIFY(now().position < there);
  QVERIFY(now().can_redo());
  controller_->redo();
  settle();
  QCOMPARE(now().position, there);
}

void TestStepController::what_is_not_possible_is_said_and_changes_nothing() {
  start();
  controller_->step(trace::ThreadId{99});
  settle();
  QCOMPARE(sentences_.size(), 1);
  QVERIFY(sentences_.front().endsWith(QLatin1Char('.')));
  QCOMPARE(steps_.size(), 1U);
  controller_->advance();
  settle();
  QVERIFY(now().position > 0);
}

void TestStepController::going_elsewhere_drops_later_steps_and_undo_brings_them_back() {
  start();
  for (int i = 0; i < 6; ++i) controller_->advance();
  settle();
  const std::size_t all = now().position;
  controller_->goTo(2);
  settle();
  const std::string next = now().steps[2].thread_name;
  const std::string other = next == "worker-1" ? "worker-2" : "worker-1";
  controller_->step(stepped::thread(now(), other));
  settle();
  QCOMPARE(sentences_,
           (QStringList{QStringLiteral("%1 later steps are dropped; Undo brings them back.").arg(all - 2)}));
  controller_->undo();
  settle();
  QCOMPARE(now().position, 2U);
  QCOMPARE(now().steps.size(), all);
}

void TestStepController::after_leaving_nothing_is_shown_any_more() {
  start();
  controller_->advance();
  controller_->leave();
  QVERIFY(!controller_->isActive());
  settle();
  QCOMPARE(steps_.size(), 1U);
}

void TestStepController::starting_anew_forgets_what_was_asked_before() {
  start();
  for (int i = 0; i < 5; ++i) controller_->advance();
  start("deadlock", "opposite-order");
  QCOMPARE(now().position, 0U);
  QCOMPARE(steps_.size(), 2U);
}

void TestStepController::what_was_written_can_be_opened_at_its_start() {
  QByteArray written;
  connect(controller_.get(), &StepController::written, this, [&](const QByteArray& schedule) { written = schedule; });
  start();
  for (int i = 0; i < 5; ++i) controller_->advance();
  settle();
  const std::size_t all = now().steps.size();
  controller_->goTo(1);
  controller_->write();
  settle();
  QVERIFY(!written.isEmpty());
  QCOMPARE(now().position, 1U);
  controller_->start(stepped::program("race-condition", "plain"), written.toStdString(), course::Fidelity::strict);
  settle();
  QCOMPARE(now().position, 0U);
  QCOMPARE(now().steps.size(), all);
}

void TestStepController::a_damaged_schedule_fails_with_a_sentence() {
  QStringList failures;
  connect(controller_.get(), &StepController::failed, this, [&](const QString& sentence) { failures += sentence; });
  controller_->start(stepped::program("race-condition", "plain"), "{\"half\":", course::Fidelity::strict);
  controller_->advance();
  settle();
  QCOMPARE(failures.size(), 1);
  QVERIFY(!failures.front().isEmpty());
  QVERIFY(!controller_->isActive());
  QVERIFY(steps_.empty());
}

void TestStepController::statements_can_be_split() {
  start();
  controller_->setGranularity(course::Stepper::Granularity::operations);
  controller_->advance();
  settle();
  QCOMPARE(now().position, 1U);
}

void TestStepController::it_runs_to_a_line() {
  start();
  controller_->advance();
  controller_->advance();
  settle();
  const std::uint32_t line = now().thread(stepped::thread(now(), "worker-1"))->line + 2;
  controller_->runToLine(line);
  settle();
  const auto& threads = now().threads;
  QVERIFY(std::any_of(threads.begin(), threads.end(), [line](const auto& thread) { return thread.line == line; }));
}

void TestStepController::it_can_go_at_any_time() {
  for (int round = 0; round < 20; ++round) {
    StepController controller;
    controller.start(stepped::program("race-condition", "plain"));
    for (int i = 0; i < round; ++i) controller.advance();
    if (round % 2 == 0) QCoreApplication::processEvents();
  }
}

QTEST_GUILESS_MAIN(TestStepController)
#include "tst_step_controller.moc"
