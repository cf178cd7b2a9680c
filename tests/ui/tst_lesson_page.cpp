#include <QComboBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "example_course.h"
#include "patience.h"
#include "ui/claims_view.h"
#include "ui/code_view.h"
#include "ui/lesson_page.h"
#include "ui/lesson_text.h"
#include "ui/listing.h"
#include "ui/log_model.h"
#include "ui/log_view.h"
#include "ui/objects_view.h"
#include "ui/output_view.h"
#include "ui/parameter_form.h"
#include "ui/prediction_view.h"
#include "ui/progress_store.h"
#include "ui/step_mode.h"
#include "ui/timeline_canvas.h"

using course::RunState;
using ui::LessonPage;
using ui::Panel;

class TestLessonPage : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void every_dock_but_the_list_and_the_challenge_gets_a_panel();
  void what_the_lesson_has_not_gets_no_panel();
  void opening_is_noted();
  void a_run_is_shown_judged_and_noted();
  void the_variant_and_parameters_used_last_come_back();
  void a_value_out_of_range_is_not_taken_from_the_past();
  void the_text_tells_the_figures_of_the_run();
  void the_text_tells_the_figures_of_the_steps();
  void a_prediction_is_judged_after_the_run();
  void retiring_while_running_ends_the_run_and_the_page();
  void docks_wanted_by_the_lesson_are_named();
  void the_listing_is_of_the_variant_that_runs_until_it_is_over();
  void run_takes_a_step_back_that_waits_for_the_run_before();
  void who_goes_takes_back_what_waits_for_the_run_before();
  void a_thread_or_a_line_that_is_chosen_is_marked_in_the_other_views();

 private:
  std::unique_ptr<LessonPage> makePage() { return std::make_unique<LessonPage>(entry_, *store_); }

  const course::Entry entry_ = example::entry("alpha", 110);
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<ui::ProgressStore> store_;
};

void TestLessonPage::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  store_ = std::make_unique<ui::ProgressStore>(folder_->filePath(QStringLiteral("progress.sqlite")));
}

void TestLessonPage::every_dock_but_the_list_and_the_challenge_gets_a_panel() {
  const auto page = makePage();
  for (const Panel panel : ui::allPanels) {
    QCOMPARE(page->panel(panel) == nullptr, panel == Panel::lessons || panel == Panel::challenge);
  }
}

void TestLessonPage::what_the_lesson_has_not_gets_no_panel() {
  course::Entry bare = example::entry("bare", 120);
  bare.lesson.charts.clear();
  bare.lesson.prediction = {};
  const LessonPage page(bare, *store_);
  for (const Panel panel : {Panel::charts, Panel::prediction}) QVERIFY(!page.panel(panel));
  QVERIFY(page.panel(Panel::claims));
}

void TestLessonPage::opening_is_noted() {
  const auto page = makePage();
  QVERIFY(store_->opened(QStringLiteral("alpha")));
}

void TestLessonPage::a_run_is_shown_judged_and_noted() {
  const auto page = makePage();
  QSignalSpy progressed(page.get(), &LessonPage::progressMade);
  page->run();
  QTRY_COMPARE(page->runs().state(), RunState::over);
  QCOMPARE(progressed.size(), 1);
  QVERIFY(page->findChild<ui::ClaimsView*>()->spoken("counted").startsWith(QStringLiteral("holds")));
  QCOMPARE(store_->pastRuns(QStringLiteral("alpha")).size(), 1U);
  QVERIFY(store_->variantsRun(QStringLiteral("alpha")).contains(QStringLiteral("plain")));
}

void TestLessonPage::the_variant_and_parameters_used_last_come_back() {
  {
    const auto page = makePage();
    auto* form = page->findChild<ui::ParameterForm*>();
    form->setValue(QStringLiteral("steps"), 77);
    Q_EMIT form->parameterChanged(QStringLiteral("steps"), 77);
    Q_EMIT form->variantChosen(QStringLiteral("posting"));
  }
  const auto page = makePage();
  QCOMPARE(page->findChild<ui::ParameterForm*>()->variant(), QStringLiteral("posting"));
  page->run();
  QTRY_COMPARE(page->runs().state(), RunState::over);
  QCOMPARE(store_->pastRuns(QStringLiteral("alpha")).front().parameters.value(QStringLiteral("steps")).left(2),
           QStringLiteral("77"));
}

void TestLessonPage::a_value_out_of_range_is_not_taken_from_the_past() {
  course::Settings other({course::integer("steps", "Steps", 1, 1'000'000, 500'000)});
  store_->noteSettings(QStringLiteral("alpha"), QStringLiteral("no-such-variant"), other);
  const auto page = makePage();
  QCOMPARE(page->findChild<ui::ParameterForm*>()->variant(), QStringLiteral("plain"));
  page->run();
  QTRY_COMPARE(page->runs().state(), RunState::over);
}

void TestLessonPage::the_text_tells_the_figures_of_the_run() {
  const auto page = makePage();
  const auto* text = page->findChild<ui::LessonText*>();
  QVERIFY(!text->toPlainText().contains(QStringLiteral("It counted")));
  page->run();
  QTRY_COMPARE(page->runs().state(), RunState::over);
  QVERIFY(text->toPlainText().contains(QStringLiteral("It counted to 10.")));
}

void TestLessonPage::the_text_tells_the_figures_of_the_steps() {
  const auto page = makePage();
  const auto* text = page->findChild<ui::LessonText*>();
  page->step();
  QTRY_VERIFY(page->stepMode().step());
  QVERIFY(!text->toPlainText().contains(QStringLiteral("It counted")));
  while (!page->stepMode().step()->over) {
    const auto before = page->stepMode().step();
    page->step();
    QTRY_VERIFY(page->stepMode().step() != before);
  }
  QVERIFY(text->toPlainText().contains(QStringLiteral("It counted to 10.")));
}

void TestLessonPage::a_prediction_is_judged_after_the_run() {
  const auto page = makePage();
  auto* prediction = page->findChild<ui::PredictionView*>();
  std::vector<Panel> wanted;
  connect(page.get(), &LessonPage::panelWanted, this, [&](Panel panel) { wanted.push_back(panel); });
  prediction->setAnswer(1);
  page->run();
  QTRY_COMPARE(page->runs().state(), RunState::over);
  QVERIFY(prediction->isRevealed());
  QCOMPARE(prediction->answer(), 1);
  QCOMPARE(wanted.front(), Panel::claims);
  QCOMPARE(wanted.back(), Panel::prediction);
}

void TestLessonPage::retiring_while_running_ends_the_run_and_the_page() {
  const QPointer<LessonPage> page(new LessonPage(entry_, *store_));
  Q_EMIT page->findChild<ui::ParameterForm*>()->variantChosen(QStringLiteral("endless"));
  page->run();
  page->retire();
  QTRY_VERIFY(page.isNull());
  QCOMPARE(store_->pastRuns(QStringLiteral("alpha")).front().ending, QStringLiteral("stopped"));
}

void TestLessonPage::docks_wanted_by_the_lesson_are_named() {
  QCOMPARE(makePage()->wanted(),
           (std::vector<Panel>{Panel::challenge, Panel::prediction, Panel::threads, Panel::output}));
}

void TestLessonPage::the_listing_is_of_the_variant_that_runs_until_it_is_over() {
  const auto page = makePage();
  auto* form = page->findChild<ui::ParameterForm*>();
  const auto* code = page->findChild<ui::CodeView*>();
  Q_EMIT form->variantChosen(QStringLiteral("endless"));
  QCOMPARE(code->variant(), "endless");
  page->run();
  QTRY_COMPARE(page->runs().state(), RunState::running);
  Q_EMIT form->variantChosen(QStringLiteral("posting"));
  QCOMPARE(code->variant(), "endless");
  page->stop();
  QTRY_COMPARE(code->variant(), "posting");
}

void TestLessonPage::run_takes_a_step_back_that_waits_for_the_run_before() {
  const auto page = makePage();
  Q_EMIT page->findChild<ui::ParameterForm*>()->variantChosen(QStringLiteral("endless"));
  page->run();
  QTRY_COMPARE(page->runs().state(), RunState::running);
  QSignalSpy started(&page->runs(), &ui::RunController::started);
  page->step();
  page->run();
  QTRY_COMPARE(started.size(), 1);
  QCOMPARE(page->runs().state(), RunState::running);
  QVERIFY(!page->stepMode().isActive());
}

void TestLessonPage::who_goes_takes_back_what_waits_for_the_run_before() {
  auto* page = new LessonPage(entry_, *store_);
  Q_EMIT page->findChild<ui::ParameterForm*>()->variantChosen(QStringLiteral("endless"));
  page->run();
  QTRY_COMPARE(page->runs().state(), RunState::running);
  QSignalSpy exploring(page, &LessonPage::exploringStarted);
  QSignalSpy gone(page, &QObject::destroyed);
  page->explore();
  page->retire();
  QTRY_COMPARE(gone.size(), 1);
  QCOMPARE(exploring.size(), 0);
}

void TestLessonPage::a_thread_or_a_line_that_is_chosen_is_marked_in_the_other_views() {
  const auto page = makePage();
  page->run();
  QTRY_COMPARE(page->runs().state(), RunState::over);
  const auto* lanes = page->findChild<ui::timeline::Canvas*>();
  const trace::ThreadId main = page->findChild<ui::LogView*>()->model().eventAt(0).thread;
  QCOMPARE(lanes->selection().lane, -1);
  Q_EMIT page->findChild<ui::ObjectsView*>()->threadChosen(main);
  QCOMPARE(lanes->selection().lane, 0);
  auto* code = page->findChild<ui::CodeView*>();
  code->setCurrentWidget(&code->python());
  Q_EMIT page->findChild<ui::LogView*>()->lineChosen(trace::intern({"alpha/lesson.cpp", 2}));
  QCOMPARE(code->currentWidget(), &code->cpp());
}

QTEST_MAIN(TestLessonPage)
#include "tst_lesson_page.moc"
