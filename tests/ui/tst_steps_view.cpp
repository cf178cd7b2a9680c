#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "patience.h"
#include "step_story.h"
#include "ui/elided_label.h"
#include "ui/step_actions.h"
#include "ui/steps_view.h"

using ui::StepsView;

class TestStepsView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_invites_until_there_is_a_step();
  void the_current_row_follows_the_position();
  void the_current_row_is_whole_when_a_verdict_takes_room();
  void choosing_a_row_asks_to_go_there_and_shows_its_line();
  void while_more_is_on_its_way_the_row_stays_where_it_was_moved();
  void a_failure_is_said_with_the_steps_that_did_it();
  void a_message_stays_until_the_next_step();
  void what_the_program_is_stepped_with_stays_in_sight();

 private:
  ui::StepActions actions_;
};

void TestStepsView::it_invites_until_there_is_a_step() {
  StepsView view(actions_);
  QVERIFY(!view.isContentShown());
  view.setStep(StepStory().pointer());
  QVERIFY(view.isContentShown());
  view.setStep(nullptr);
  QVERIFY(!view.isContentShown());
}

void TestStepsView::the_current_row_follows_the_position() {
  StepsView view(actions_);
  std::vector<std::size_t> jumps;
  connect(&view, &StepsView::jumped, this, [&](std::size_t position) { jumps.push_back(position); });
  view.setStep(StepStory().pointer());
  QCOMPARE(view.table().currentIndex().row(), 2);
  view.setStep(StepStory().failed().pointer());
  QCOMPARE(view.table().currentIndex().row(), 3);
  QVERIFY2(jumps.empty(), "only a person jumps");
}

void TestStepsView::the_current_row_is_whole_when_a_verdict_takes_room() {
  StepsView view(actions_);
  view.resize(600, 260);
  view.show();
  StepStory story;
  story.frame.steps.insert(story.frame.steps.begin(), 30, story.frame.steps.front());
  story.frame.position = story.frame.steps.size() - 1;
  view.setStep(story.pointer());
  QVERIFY(QTest::qWaitForWindowExposed(&view));
  const int room = view.table().viewport()->height();
  story.failed();
  story.frame.position = story.frame.steps.size();
  view.setStep(story.pointer());
  QTRY_VERIFY(view.table().viewport()->height() < room);
  const int left = view.table().viewport()->height();
  view.say(QStringLiteral("The program goes no further."));
  QTRY_VERIFY(view.table().viewport()->height() < left);
  const auto row = [&view] { return view.table().visualRect(view.table().currentIndex()); };
  QTRY_VERIFY2(view.table().viewport()->rect().contains(row()), "the last row is cut off");
}

void TestStepsView::what_the_program_is_stepped_with_stays_in_sight() {
  StepsView view(actions_);
  const auto shown = [&view] {
    QStringList texts;
    for (const auto* label : view.findChildren<ui::ElidedLabel*>()) texts += label->text();
    return texts;
  };
  view.setValues(QStringLiteral("Threads = 2"));
  for (int step = 0; step < 2; ++step) {
    view.setStep(StepStory().pointer());
    QVERIFY(shown().contains(QStringLiteral("with Threads = 2")));
  }
  view.setValues({});
  QVERIFY(shown().filter(QStringLiteral("with")).isEmpty());
}

void TestStepsView::choosing_a_row_asks_to_go_there_and_shows_its_line() {
  StepsView view(actions_);
  view.setStep(StepStory().pointer());
  std::size_t position = 99;
  std::uint32_t line = 0;
  connect(&view, &StepsView::jumped, this, [&](std::size_t there) { position = there; });
  connect(&view, &StepsView::lineChosen, this, [&](std::uint32_t chosen) { line = chosen; });
  QTest::keyClick(&view.table(), Qt::Key_Up);
  QCOMPARE(position, 1U);
  QCOMPARE(line, 12U);
}

void TestStepsView::while_more_is_on_its_way_the_row_stays_where_it_was_moved() {
  StepsView view(actions_);
  view.setStep(StepStory().pointer());
  QTest::keyClick(&view.table(), Qt::Key_Home, Qt::ControlModifier);
  QCOMPARE(view.table().currentIndex().row(), 0);
  view.setStep(StepStory().pointer(), StepsView::Settled::no);
  QCOMPARE(view.table().currentIndex().row(), 0);
}

void TestStepsView::a_failure_is_said_with_the_steps_that_did_it() {
  StepsView view(actions_);
  view.setStep(StepStory().pointer());
  QVERIFY(view.verdict().isEmpty());
  view.setStep(StepStory().failed().pointer());
  QCOMPARE(view.verdict(),
           QStringLiteral("\u2717 No increment is lost: 1 of 2 is missing. worker-1 read counter (step 1)."));
}

void TestStepsView::a_message_stays_until_the_next_step() {
  StepsView view(actions_);
  view.setStep(StepStory().pointer());
  view.say(QStringLiteral("2 later steps are dropped."));
  QCOMPARE(view.message(), QStringLiteral("2 later steps are dropped."));
  view.setStep(StepStory().pointer());
  QVERIFY(view.message().isEmpty());
}

QTEST_MAIN(TestStepsView)
#include "tst_steps_view.moc"
