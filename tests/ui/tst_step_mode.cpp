#include <QAction>
#include <QLabel>
#include <QSlider>
#include <QTest>
#include <QTimer>
#include <QVBoxLayout>

#include "example_course.h"
#include "patience.h"
#include "stepped_lesson.h"
#include "ui/pace_scale.h"
#include "ui/step_mode.h"
#include "ui/steps_view.h"

using namespace std::chrono_literals;
using ui::StepMode;

class TestStepMode : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void cleanup() { window_.reset(); }
  void playing_waits_as_long_as_the_slider_says_data();
  void playing_waits_as_long_as_the_slider_says();
  void another_pace_counts_for_the_wait_that_is_going_on();
  void who_pauses_or_steps_by_hand_waits_for_nothing();
  void at_the_end_it_plays_no_more();
  void a_line_that_nobody_comes_to_is_said();
  void that_nobody_comes_to_a_line_again_is_said();
  void a_program_that_never_ends_is_given_up_with_a_sentence();

 private:
  void start(const StepMode::Program& program);
  QTimer& timer() const { return *mode_->findChild<QTimer*>(QString(), Qt::FindDirectChildrenOnly); }
  QSlider& speed() const { return *mode_->view()->findChild<QSlider*>(); }
  QStringList labels() const;

  const course::Entry alpha_ = example::entry("alpha", 110);
  std::unique_ptr<QWidget> window_;
  StepMode* mode_ = nullptr;
};

void TestStepMode::init() {
  window_ = std::make_unique<QWidget>();
  mode_ = new StepMode(*window_);
  (new QVBoxLayout(window_.get()))->addWidget(mode_->view());
  window_->show();
  QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
}

void TestStepMode::start(const StepMode::Program& program) {
  mode_->start(program, {});
  QTRY_VERIFY(mode_->step() != nullptr);
}

QStringList TestStepMode::labels() const {
  QStringList texts;
  for (const auto* label : mode_->view()->findChildren<QLabel*>()) texts += label->text();
  return texts;
}

void TestStepMode::playing_waits_as_long_as_the_slider_says_data() {
  QTest::addColumn<QList<int>>("keys");
  QTest::addColumn<int>("milliseconds");
  QTest::addColumn<QString>("words");
  QTest::newRow("fastest") << QList<int>{Qt::Key_Home} << 1 << QStringLiteral("1 ms a step");
  QTest::newRow("a page slower") << QList<int>{Qt::Key_Home, Qt::Key_PageUp} << 3 << QStringLiteral("2.6 ms a step");
  QTest::newRow("slowest") << QList<int>{Qt::Key_End} << 2'000 << QStringLiteral("2 s a step");
  QTest::newRow("a bit faster") << QList<int>{Qt::Key_End, Qt::Key_Left} << 1'600 << QStringLiteral("1.6 s a step");
}

void TestStepMode::playing_waits_as_long_as_the_slider_says() {
  QFETCH(QList<int>, keys);
  QFETCH(int, milliseconds);
  QFETCH(QString, words);
  start(stepped::program("race-condition", "plain"));
  for (const int key : keys) QTest::keyClick(&speed(), static_cast<Qt::Key>(key));
  QVERIFY2(labels().contains(words), qPrintable(labels().join(QLatin1Char('|'))));
  QVERIFY(!timer().isActive());
  mode_->play();
  QTRY_COMPARE(timer().interval(), milliseconds);
}

void TestStepMode::another_pace_counts_for_the_wait_that_is_going_on() {
  start(stepped::program("race-condition", "plain"));
  QTest::keyClick(&speed(), Qt::Key_End);
  mode_->play();
  QTRY_VERIFY(timer().isActive());
  QTest::keyClick(&speed(), Qt::Key_Home);
  QVERIFY(timer().isActive());
  QCOMPARE(timer().interval(), 1);
  QTRY_VERIFY(mode_->step()->over);
}

void TestStepMode::who_pauses_or_steps_by_hand_waits_for_nothing() {
  start(stepped::program("race-condition", "plain"));
  QTest::keyClick(&speed(), Qt::Key_End);
  for (const bool byHand : {false, true}) {
    mode_->play();
    QTRY_VERIFY(timer().isActive());
    byHand ? mode_->advance() : mode_->pause();
    QVERIFY(!mode_->isPlaying() && !timer().isActive());
    QTest::keyClick(&speed(), Qt::Key_Left);
    QVERIFY2(!timer().isActive(), "another pace does not begin to play");
  }
}

void TestStepMode::at_the_end_it_plays_no_more() {
  start(stepped::program("race-condition", "plain"));
  QTest::keyClick(&speed(), Qt::Key_Home);
  mode_->play();
  QTRY_VERIFY(mode_->step()->over);
  QVERIFY(!mode_->isPlaying() && !timer().isActive());
}

void TestStepMode::a_line_that_nobody_comes_to_is_said() {
  start(stepped::program("race-condition", "plain"));
  mode_->runToLine(1);
  QTRY_COMPARE(mode_->view()->message(), QStringLiteral("No thread came to line 1."));
  QVERIFY(mode_->step()->over);
  mode_->runToLine(1);
  QTRY_COMPARE(mode_->view()->message(), QStringLiteral("The program goes no further; go back to try something else."));
  mode_->actions().undo->trigger();
  QTRY_VERIFY(!mode_->step()->over);
}

void TestStepMode::that_nobody_comes_to_a_line_again_is_said() {
  start(stepped::program("race-condition", "plain"));
  mode_->advance();
  QTRY_VERIFY(mode_->step()->position > 0);
  const auto line = static_cast<int>(mode_->step()->steps.front().line);
  QVERIFY(line > 0);
  for (int i = 0; i < 100 && !mode_->step()->over; ++i) {
    QCOMPARE(mode_->view()->message(), QString());
    const ui::StepPointer before = mode_->step();
    mode_->runToLine(line);
    QTRY_VERIFY(mode_->step() != before);
  }
  QTRY_COMPARE(mode_->view()->message(), QStringLiteral("No thread came to line %1 again.").arg(line));
}

void TestStepMode::a_program_that_never_ends_is_given_up_with_a_sentence() {
  start({&alpha_, "endless", course::Settings(alpha_.lesson.parameters)});
  mode_->runToLine(1);
  QTRY_COMPARE(mode_->view()->message(), QStringLiteral("No thread came to line 1 in 2000 steps."));
  QVERIFY(!mode_->step()->over);
  QCOMPARE(mode_->step()->position, 2'000U);
}

QTEST_MAIN(TestStepMode)
#include "tst_step_mode.moc"
