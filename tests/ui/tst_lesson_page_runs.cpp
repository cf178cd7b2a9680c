#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include "example_course.h"
#include "patience.h"
#include "ui/claims_view.h"
#include "ui/compare_view.h"
#include "ui/explore_strip.h"
#include "ui/lesson_page.h"
#include "ui/lesson_text.h"
#include "ui/outcome_bars.h"
#include "ui/output_view.h"
#include "ui/parameter_form.h"
#include "ui/progress_store.h"
#include "ui/repeat_view.h"
#include "ui/runs_view.h"
#include "ui/sweep_plot.h"
#include "ui/sweep_view.h"
#include "ui/trials_bar.h"

using course::RunState;
using ui::LessonPage;

namespace {

course::Entry entry() {
  course::Entry entry = example::entry("alpha", 110);
  entry.lesson.outcome = "counter";
  entry.lesson.sweeps = {{.title = "Counter against steps",
                          .parameter = "steps",
                          .measure = course::Sweep::Measure::last,
                          .gauge = "counter",
                          .unit = "steps",
                          .values = {"2", "4"},
                          .variants = {"plain"}}};
  return entry;
}

}  // namespace

/// Repeat, Sweep and Compare on a page.
class TestLessonPageRuns : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    store_ = std::make_unique<ui::ProgressStore>(folder_->filePath(QStringLiteral("progress.sqlite")));
    page_ = std::make_unique<LessonPage>(entry_, *store_);
    many_ = page_->findChild<ui::RunsView*>();
  }

  void repeated_runs_are_drawn_and_one_is_opened() {
    repeat(3);
    QTRY_VERIFY_WITH_TIMEOUT(!page_->trials().isActive(), 20'000);
    auto& bars = many_->repeat().bars();
    QCOMPARE(bars.repeat()->done(), std::uint64_t{3});
    QSignalSpy opened(page_.get(), &LessonPage::runOpened);
    QVERIFY(!page_->findChild<ui::ClaimsView*>()->spoken("counted").startsWith(QStringLiteral("holds")));
    bars.select(0);
    QTest::keyClick(&bars, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QVERIFY(page_->findChild<ui::ClaimsView*>()->spoken("counted").startsWith(QStringLiteral("holds")));
    QCOMPARE(page_->runs().state(), RunState::ready);
  }

  void a_run_that_is_opened_is_seen_everywhere() {
    repeat(1);
    QTRY_VERIFY_WITH_TIMEOUT(!page_->trials().isActive(), 20'000);
    auto* form = page_->findChild<ui::ParameterForm*>();
    Q_EMIT form->parameterChanged(QStringLiteral("steps"), 20);
    page_->run();
    QTRY_COMPARE(page_->runs().state(), RunState::over);
    const auto* text = page_->findChild<ui::LessonText*>();
    QVERIFY(text->toPlainText().contains(QStringLiteral("It counted to 20.")));
    auto* strip = page_->findChild<ui::ExploreStrip*>();
    strip->showError(QStringLiteral("Of an earlier search."));
    strip->show();
    many_->repeat().bars().select(0);
    QTest::keyClick(&many_->repeat().bars(), Qt::Key_Return);
    QVERIFY(text->toPlainText().contains(QStringLiteral("It counted to 10.")));
    QVERIFY(strip->isHidden());
    page_->run();
    QTRY_COMPARE(page_->runs().state(), RunState::over);
    QVERIFY(text->toPlainText().contains(QStringLiteral("It counted to 10.")));
  }

  void a_run_that_is_opened_takes_the_place_of_one_that_goes_on() {
    repeat(1);
    QTRY_VERIFY_WITH_TIMEOUT(!page_->trials().isActive(), 20'000);
    choose("endless");
    page_->run();
    QSignalSpy opened(page_.get(), &LessonPage::runOpened);
    many_->repeat().bars().select(0);
    QTest::keyClick(&many_->repeat().bars(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 20'000);
    QVERIFY(!page_->runs().busy());
    QCOMPARE(page_->findChild<ui::ParameterForm*>()->variant(), QStringLiteral("plain"));
  }

  void a_curve_is_drawn() {
    Q_EMIT many_->sweepAsked();
    QTRY_VERIFY_WITH_TIMEOUT(!page_->trials().isActive(), 20'000);
    using Points = std::vector<std::pair<double, double>>;
    QCOMPARE(many_->sweep().plot().drawn(0), (Points{{2, 2}, {4, 4}}));
  }

  void what_a_proved_variant_costs_can_be_asked() {
    std::vector<ui::Panel> wanted;
    connect(page_.get(), &LessonPage::panelWanted, this, [&](ui::Panel panel) { wanted.push_back(panel); });
    Q_EMIT page_->findChild<ui::ExploreStrip*>()->costAsked();
    QVERIFY(page_->trials().isActive());
    QCOMPARE(wanted.back(), ui::Panel::runs);
    QCOMPARE(many_->currentWidget(), &many_->compare());
    page_->stop();
    QVERIFY(!page_->trials().isActive());
  }

  void stop_a_new_run_and_another_variant_give_the_runs_up() {
    QSignalSpy states(page_.get(), &LessonPage::stateChanged);
    choose("endless");
    for (const auto& end : std::initializer_list<std::function<void()>>{
             [this] { page_->stop(); }, [this] { page_->run(); }, [this] { choose("plain"); },
             [this] { Q_EMIT many_->cancelAsked(); }}) {
      choose("endless");
      repeat(5);
      QTRY_VERIFY(page_->trials().isActive());
      states.clear();
      end();
      QVERIFY(!page_->trials().isActive());
      QVERIFY(!states.isEmpty());
      page_->stop();
      QTRY_VERIFY_WITH_TIMEOUT(!page_->runs().busy(), 20'000);
    }
  }

  void earlier_runs_on_this_machine_are_counted() {
    page_->run();
    QTRY_COMPARE(page_->runs().state(), RunState::over);
    repeat(1);
    const auto labels = many_->repeat().findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
      return label->text().startsWith(QStringLiteral("On this machine, earlier: 1 run"));
    }));
  }

  void retiring_while_runs_are_repeated_ends_them_and_the_page() {
    const QPointer<LessonPage> page(page_.release());
    Q_EMIT page->findChild<ui::ParameterForm*>()->variantChosen(QStringLiteral("endless"));
    Q_EMIT page->findChild<ui::RunsView*>()->repeatAsked();
    QVERIFY(page->trials().isActive());
    page->retire();
    QTRY_VERIFY_WITH_TIMEOUT(page.isNull(), 20'000);
  }

 private:
  void choose(const char* variant) {
    Q_EMIT page_->findChild<ui::ParameterForm*>()->variantChosen(QLatin1String(variant));
  }
  void repeat(int runs) {
    many_->repeat().bar().findChild<QSpinBox*>()->setValue(runs);
    Q_EMIT many_->repeatAsked();
  }

  const course::Entry entry_ = entry();
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<ui::ProgressStore> store_;
  std::unique_ptr<LessonPage> page_;
  ui::RunsView* many_ = nullptr;
};

QTEST_MAIN(TestLessonPageRuns)
#include "tst_lesson_page_runs.moc"
