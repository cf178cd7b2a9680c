#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "lessons/catalogue.h"
#include "patience.h"
#include "ui/challenge_view.h"
#include "ui/code_view.h"
#include "ui/explore_strip.h"
#include "ui/lesson_page.h"
#include "ui/listing.h"
#include "ui/parameter_form.h"
#include "ui/step_mode.h"

using ui::ChallengeProgress;
using ui::ChallengeView;

/// The challenge that people begin with, on its page.
class TestChallengeView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void cleanup() { page_.reset(); }

  void progress_is_said_with_the_least_that_is_needed();
  void hints_come_one_after_the_other();
  void a_schedule_made_by_hand_reaches_the_goal_and_is_kept();
  void a_detour_counts_with_all_its_pre_emptions();
  void the_solution_opens_at_its_start_and_does_not_count();
  void the_listing_shows_the_program_with_the_chosen_pieces();
  void a_wrong_repair_fails_and_its_schedule_can_be_played();
  void a_right_repair_is_proved_and_kept();
  void other_pieces_take_the_verdict_back();
  void the_pieces_come_back_with_the_page();
  void pieces_are_no_sliders();

 private:
  ChallengeView& view() const { return *page_->findChild<ChallengeView*>(); }
  ChallengeProgress kept() const { return store_->challenge(QStringLiteral("lost-update")); }
  QAbstractButton* button(const QString& text) const;
  void open();
  void begin() const;
  void go(int thread) const;
  void choose(const QString& label) const { button(label)->click(); }

  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<ui::ProgressStore> store_;
  std::unique_ptr<ui::LessonPage> page_;
};

void TestChallengeView::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  store_ = std::make_unique<ui::ProgressStore>(folder_->filePath(QStringLiteral("progress.sqlite")));
  open();
}

void TestChallengeView::open() {
  page_ = std::make_unique<ui::LessonPage>(lessons::catalogue().at("lost-update"), *store_);
  page_->show();
  view().show();
}

QAbstractButton* TestChallengeView::button(const QString& text) const {
  for (auto* each : view().findChildren<QAbstractButton*>()) {
    if (each->text().startsWith(text) || each->accessibleName().startsWith(text)) return each;
  }
  qFatal("no button %s", qPrintable(text));
}

void TestChallengeView::begin() const {
  button(QStringLiteral("Break it"))->click();
  QTRY_VERIFY(page_->stepMode().step() && page_->stepMode().step()->position == 0);
}

/// The n-th thread goes on, by its key: 1 is main, 2 and 3 are the workers.
void TestChallengeView::go(int thread) const {
  const std::size_t before = page_->stepMode().step()->position;
  page_->stepMode().actions().threads.at(static_cast<std::size_t>(thread - 1))->trigger();
  QTRY_VERIFY(page_->stepMode().step()->position > before);
}

void TestChallengeView::progress_is_said_with_the_least_that_is_needed() {
  QCOMPARE(ui::inWords(ChallengeProgress{}, 1),
           QStringLiteral("Not broken by hand yet. It can be done with 1 pre-emption."));
  QVERIFY(
      ui::inWords({3, false}, 1).endsWith(QStringLiteral("with 3 pre-emptions; it can be done with 1 pre-emption.")));
  QVERIFY(ui::inWords({0, false}, 0).endsWith(QStringLiteral("with no pre-emption; it cannot be done with fewer.")));
}

void TestChallengeView::hints_come_one_after_the_other() {
  const auto& hints = lessons::catalogue().at("lost-update").lesson.challenge->hints;
  QVERIFY(view().hints().isEmpty());
  for (std::size_t i = 1; i <= hints.size(); ++i) {
    QVERIFY(button(QStringLiteral("Hint"))->isEnabled());
    button(QStringLiteral("Hint"))->click();
    QCOMPARE(view().hints().size(), static_cast<qsizetype>(i));
  }
  QVERIFY(!button(QStringLiteral("No more hints"))->isEnabled());
}

void TestChallengeView::a_schedule_made_by_hand_reaches_the_goal_and_is_kept() {
  QSignalSpy progressed(page_.get(), &ui::LessonPage::progressMade);
  begin();
  for (const int thread : {1, 1, 2, 3, 3, 3, 2, 2}) go(thread);
  while (!page_->stepMode().step()->over) go(1);
  QTRY_COMPARE(kept().preEmptions, std::optional<int>(1));
  QVERIFY(progressed.size() >= 1);
  QVERIFY(view().attempt().endsWith(QStringLiteral("Your schedule does it, with 1 pre-emption.")));
  QVERIFY(view().state().contains(QStringLiteral("cannot be done with fewer")));
}

void TestChallengeView::a_detour_counts_with_all_its_pre_emptions() {
  begin();
  for (const int thread : {1, 1, 2, 3, 2, 3, 2, 3}) go(thread);
  while (!page_->stepMode().step()->over) go(1);
  QTRY_VERIFY(kept().preEmptions.has_value());
  QVERIFY(*kept().preEmptions > 1);
  QVERIFY(view().state().contains(QStringLiteral("can be done with 1 pre-emption")));
}

void TestChallengeView::the_solution_opens_at_its_start_and_does_not_count() {
  button(QStringLiteral("Solution"))->click();
  QTRY_VERIFY_WITH_TIMEOUT(page_->stepMode().step() && page_->stepMode().step()->can_redo(), 20'000);
  QVERIFY(view().attempt().contains(QStringLiteral("does not count")));
  while (page_->stepMode().step()->can_redo()) {
    const std::size_t before = page_->stepMode().step()->position;
    page_->stepMode().advance();
    QTRY_VERIFY(page_->stepMode().step()->position > before);
  }
  QVERIFY(page_->stepMode().step()->verdict.fails());
  QVERIFY(!kept().isBegun());
}

void TestChallengeView::the_listing_shows_the_program_with_the_chosen_pieces() {
  auto& listing = page_->findChild<ui::CodeView*>()->cpp();
  choose(QStringLiteral("Read and write in one step"));
  QVERIFY(listing.text().contains(QStringLiteral("    counter.fetch_add(1);\n  });")));
  QVERIFY(!listing.text().contains(QStringLiteral("stage.choice")));
  const QString code = QString::fromStdString(lessons::catalogue().at("lost-update").code);
  const QStringList lines = code.split(u'\n');
  for (int row = 0; row < listing.range().count; ++row) {
    QCOMPARE(listing.text().split(u'\n')[row].trimmed(), lines[listing.range().at(row) - 1].trimmed());
  }
}

void TestChallengeView::a_wrong_repair_fails_and_its_schedule_can_be_played() {
  view().resize(360, 300);
  choose(QStringLiteral("Take a lock of its own"));
  button(QStringLiteral("Judge"))->click();
  QTRY_VERIFY_WITH_TIMEOUT(view().verdict().contains(QStringLiteral("Fails:")), 20'000);
  QTRY_VERIFY(page_->stepMode().step() && page_->stepMode().step()->can_redo());
  QVERIFY(button(QStringLiteral("Play it"))->isVisibleTo(&view()));
  QVERIFY(!kept().repaired);
  const auto labels = view().findChildren<QLabel*>();
  const auto verdict = std::find_if(labels.begin(), labels.end(),
                                    [this](const QLabel* label) { return label->text() == view().verdict(); });
  QVERIFY(verdict != labels.end());
  QTRY_COMPARE((*verdict)->visibleRegion().boundingRect().height(), (*verdict)->height());
}

void TestChallengeView::a_right_repair_is_proved_and_kept() {
  choose(QStringLiteral("Take the common lock"));
  button(QStringLiteral("Judge"))->click();
  QTRY_VERIFY_WITH_TIMEOUT(kept().repaired, 20'000);
  QVERIFY(view().verdict().contains(QStringLiteral("different executions hold")));
  QVERIFY(!kept().isSolved());
}

void TestChallengeView::other_pieces_take_the_verdict_back() {
  choose(QStringLiteral("Take the common lock"));
  button(QStringLiteral("Judge"))->click();
  QTRY_VERIFY_WITH_TIMEOUT(kept().repaired, 20'000);
  choose(QStringLiteral("Read, then write"));
  QCOMPARE(view().verdict(), QString());
}

void TestChallengeView::the_pieces_come_back_with_the_page() {
  choose(QStringLiteral("Take a lock of its own"));
  open();
  QVERIFY(button(QStringLiteral("Take a lock of its own"))->isChecked());
  QVERIFY(page_->findChild<ui::CodeView*>()->cpp().text().contains(QStringLiteral("threading::Lock own")));
}

void TestChallengeView::pieces_are_no_sliders() {
  const QWidget* form = page_->panel(ui::Panel::parameters);
  for (const auto* label : form->findChildren<QLabel*>()) {
    QVERIFY(!label->text().contains(QStringLiteral("What each worker does")));
  }
}

QTEST_MAIN(TestChallengeView)
#include "tst_challenge_view.moc"
