#include <QSignalSpy>
#include <QTest>

#include "example_course.h"
#include "ui/trials_controller.h"

using ui::TrialsController;

class TestTrialsController : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void repeated_runs_arrive_one_after_the_other_and_end();
  void a_curve_and_a_comparison_arrive_too();
  void giving_up_tells_nothing_more_and_leaves_no_run();
  void starting_anew_gives_the_first_one_up();
  void what_cannot_be_done_is_said();
  void it_can_go_at_any_time();

 private:
  course::Settings settings() const { return course::Settings(entry_.lesson.parameters); }
  void repeat(const std::string& variant, std::uint64_t runs) {
    course::RepeatOptions options;
    options.runs = runs;
    controller_->repeat(entry_, variant, settings(), options);
  }

  const course::Entry entry_ = example::entry("alpha", 110);
  std::unique_ptr<TrialsController> controller_;
  std::vector<ui::RepeatPointer> repeats_;
};

void TestTrialsController::init() {
  controller_ = std::make_unique<TrialsController>();
  repeats_.clear();
  connect(controller_.get(), &TrialsController::repeated, this,
          [this](const ui::RepeatPointer& repeat) { repeats_.push_back(repeat); });
}

void TestTrialsController::repeated_runs_arrive_one_after_the_other_and_end() {
  QSignalSpy ended(controller_.get(), &TrialsController::ended);
  repeat("plain", 5);
  QVERIFY(controller_->isActive());
  QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20'000);
  QVERIFY(!controller_->isActive());
  QCOMPARE(repeats_.back()->done(), std::uint64_t{5});
  for (std::size_t i = 1; i < repeats_.size(); ++i) QVERIFY(repeats_[i - 1]->done() <= repeats_[i]->done());
}

void TestTrialsController::a_curve_and_a_comparison_arrive_too() {
  QSignalSpy ended(controller_.get(), &TrialsController::ended);
  ui::CurvePointer curve;
  connect(controller_.get(), &TrialsController::swept, this, [&](const ui::CurvePointer& latest) { curve = latest; });
  course::SweepOptions sweep;
  sweep.variants = {"plain"};
  controller_->sweep(entry_, {.title = "Any", .parameter = "steps", .values = {"1", "2"}}, settings(), sweep);
  QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20'000);
  QCOMPARE(curve->done, std::uint64_t{6});
  ui::ComparisonPointer comparison;
  connect(controller_.get(), &TrialsController::compared, this,
          [&](const ui::ComparisonPointer& latest) { comparison = latest; });
  course::ComparisonOptions compare;
  compare.variants = {"plain"};
  controller_->compare(entry_, settings(), compare);
  QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 2, 20'000);
  QVERIFY(comparison->doing.empty());
  QCOMPARE(comparison->variants.front().runs, std::size_t{3});
}

void TestTrialsController::giving_up_tells_nothing_more_and_leaves_no_run() {
  QSignalSpy ended(controller_.get(), &TrialsController::ended);
  repeat("endless", 3);
  controller_->giveUp();
  QVERIFY(!controller_->isActive());
  QTRY_VERIFY_WITH_TIMEOUT(controller_->isIdle(), 20'000);
  QCoreApplication::processEvents();
  QCOMPARE(ended.size(), 0);
  QVERIFY(repeats_.empty());
}

void TestTrialsController::starting_anew_gives_the_first_one_up() {
  QSignalSpy ended(controller_.get(), &TrialsController::ended);
  repeat("endless", 3);
  repeat("plain", 2);
  QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20'000);
  QCOMPARE(repeats_.back()->done(), std::uint64_t{2});
}

void TestTrialsController::what_cannot_be_done_is_said() {
  QString sentence;
  connect(controller_.get(), &TrialsController::failed, this, [&](const QString& said) { sentence = said; });
  repeat("no-such", 1);
  QTRY_VERIFY_WITH_TIMEOUT(sentence.contains(QStringLiteral("no-such")), 20'000);
  QVERIFY(!controller_->isActive());
}

void TestTrialsController::it_can_go_at_any_time() {
  repeat("endless", 100);
  controller_.reset();
  QVERIFY(repeats_.empty());
}

QTEST_GUILESS_MAIN(TestTrialsController)
#include "tst_trials_controller.moc"
