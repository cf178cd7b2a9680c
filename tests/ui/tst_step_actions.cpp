#include <QAction>
#include <QMenu>
#include <QTest>

#include "step_story.h"
#include "ui/step_actions.h"

using ui::StepActions;
using Playing = ui::StepActions::Playing;

class TestStepActions : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void outside_of_step_mode_only_a_file_can_be_opened();
  void at_the_start_there_is_nothing_to_undo();
  void in_the_middle_it_goes_both_ways();
  void while_it_plays_it_can_be_paused();
  void no_key_is_given_twice();
};

void TestStepActions::outside_of_step_mode_only_a_file_can_be_opened() {
  const StepActions actions;
  for (const QAction* action : actions.all()) {
    QVERIFY2(action->isEnabled() == (action == actions.open), qPrintable(action->text()));
  }
}

void TestStepActions::at_the_start_there_is_nothing_to_undo() {
  StepActions actions;
  StepStory story;
  story.frame.position = 0;
  actions.setStep(story.pointer(), Playing::no);
  QVERIFY(!actions.undo->isEnabled());
  QVERIFY(actions.redo->isEnabled());
  QVERIFY(actions.threads[0]->isEnabled());
}

void TestStepActions::in_the_middle_it_goes_both_ways() {
  StepActions actions;
  actions.setStep(StepStory().pointer(), Playing::no);
  for (const QAction* action : {actions.first, actions.undo, actions.redo, actions.last}) QVERIFY(action->isEnabled());
}

void TestStepActions::while_it_plays_it_can_be_paused() {
  StepActions actions;
  actions.setStep(StepStory().pointer(), Playing::yes);
  QCOMPARE(actions.play->text(), QStringLiteral("Pause"));
  actions.setStep(StepStory().pointer(), Playing::no);
  QCOMPARE(actions.play->text(), QStringLiteral("Play"));
}

void TestStepActions::no_key_is_given_twice() {
  const StepActions actions;
  QList<QKeySequence> keys;
  for (const QAction* action : actions.all()) {
    for (const QKeySequence& key : action->shortcuts()) {
      QVERIFY2(!key.isEmpty() && !keys.contains(key), qPrintable(key.toString()));
      keys.append(key);
    }
  }
}

QTEST_MAIN(TestStepActions)
#include "tst_step_actions.moc"
