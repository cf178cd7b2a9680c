#include <QAbstractItemModelTester>
#include <QFont>
#include <QTest>

#include "step_story.h"
#include "ui/steps_model.h"

using ui::StepsModel;

class TestStepsModel : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_row_for_the_start_and_one_for_each_step();
  void the_present_row_is_the_position();
  void what_can_be_redone_is_dimmed();
  void a_pre_emption_is_marked();
  void a_statement_that_goes_on_is_indented();
  void the_failing_step_and_those_that_did_it_are_marked_and_bold();
  void what_makes_no_difference_is_grey_and_in_italics();
  void a_row_is_a_sentence_for_those_who_listen();
  void it_keeps_the_rules_of_models();

 private:
  static QVariant at(const StepsModel& model, int row, int column, int role = Qt::DisplayRole) {
    return model.data(model.index(row, column), role);
  }
};

void TestStepsModel::a_row_for_the_start_and_one_for_each_step() {
  StepsModel model;
  model.setStep(StepStory().pointer());
  QCOMPARE(model.rowCount(), 4);
  QCOMPARE(at(model, 0, StepsModel::whatColumn).toString(), QStringLiteral("Start"));
  QCOMPARE(at(model, 1, StepsModel::numberColumn).toString(), QStringLiteral("1"));
  QCOMPARE(at(model, 1, StepsModel::threadColumn).toString(), QStringLiteral("worker-1"));
  QCOMPARE(at(model, 1, StepsModel::whatColumn).toString(), QStringLiteral("read 0 from counter"));
  QCOMPARE(model.line(0), 0U);
  QCOMPARE(model.line(1), 12U);
}

void TestStepsModel::the_present_row_is_the_position() {
  StepsModel model;
  QCOMPARE(model.presentRow(), -1);
  model.setStep(StepStory().pointer());
  QCOMPARE(model.presentRow(), 2);
}

void TestStepsModel::what_can_be_redone_is_dimmed() {
  StepsModel model;
  model.setStep(StepStory().pointer());
  QVERIFY(!at(model, 2, StepsModel::whatColumn, Qt::ForegroundRole).isValid());
  QVERIFY(at(model, 3, StepsModel::whatColumn, Qt::ForegroundRole).isValid());
  QVERIFY(model.sentence(3).endsWith(QStringLiteral("not done yet")));
}

void TestStepsModel::a_pre_emption_is_marked() {
  StepsModel model;
  model.setStep(StepStory().pointer());
  QVERIFY(at(model, 1, StepsModel::markColumn).toString().isEmpty());
  QCOMPARE(at(model, 2, StepsModel::markColumn).toString(), QStringLiteral("\u21C4"));
}

void TestStepsModel::a_statement_that_goes_on_is_indented() {
  StepsModel model;
  model.setStep(StepStory().pointer());
  QCOMPARE(at(model, 3, StepsModel::whatColumn).toString(), QStringLiteral("\u21B3 stored 1 to counter"));
}

void TestStepsModel::the_failing_step_and_those_that_did_it_are_marked_and_bold() {
  StepsModel model;
  model.setStep(StepStory().failed().pointer());
  QCOMPARE(at(model, 1, StepsModel::markColumn).toString(), QStringLiteral("!"));
  QCOMPARE(at(model, 3, StepsModel::markColumn).toString(), QStringLiteral("\u2717 !"));
  QVERIFY(at(model, 1, StepsModel::whatColumn, Qt::FontRole).value<QFont>().bold());
  QVERIFY(at(model, 3, StepsModel::whatColumn, Qt::FontRole).value<QFont>().bold());
  QVERIFY(!at(model, 2, StepsModel::whatColumn, Qt::FontRole).value<QFont>().bold());
}

void TestStepsModel::what_makes_no_difference_is_grey_and_in_italics() {
  StepsModel model;
  model.setStep(StepStory().failed().pointer());
  QVERIFY(at(model, 2, StepsModel::whatColumn, Qt::FontRole).value<QFont>().italic());
  QVERIFY(at(model, 2, StepsModel::whatColumn, Qt::ForegroundRole).isValid());
  QVERIFY(!at(model, 1, StepsModel::whatColumn, Qt::FontRole).value<QFont>().italic());
}

void TestStepsModel::a_row_is_a_sentence_for_those_who_listen() {
  StepsModel model;
  model.setStep(StepStory().failed().pointer());
  QCOMPARE(at(model, 3, StepsModel::whatColumn, Qt::AccessibleTextRole).toString(),
           QStringLiteral("Step 3: worker-2 stored 1 to counter; here it fails; one of the steps that did it"));
}

void TestStepsModel::it_keeps_the_rules_of_models() {
  StepsModel model;
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
  StepStory story;
  model.setStep(story.pointer());
  story.frame.steps.pop_back();
  model.setStep(story.pointer());
  model.setStep(StepStory().failed().pointer());
  model.setStep(nullptr);
  QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(TestStepsModel)
#include "tst_steps_model.moc"
