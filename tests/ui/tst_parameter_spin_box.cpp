#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include "ui/parameter_spin_box.h"

using namespace std::chrono_literals;
using ui::ParameterSpinBox;

class TestParameterSpinBox : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void steps_go_from_position_to_position();
  void steps_stop_at_the_ends();
  void a_step_from_between_two_positions_is_not_too_long();
  void leaving_it_without_a_change_changes_nothing();
  void setting_a_value_out_of_range_takes_the_nearest();
  void the_widest_value_fits();

 private:
  const course::Parameter threads_ = course::integer("threads", "Threads", 1, 64, 4);
  const course::Parameter wide_ = course::integer("increments", "Increments", 1, 1'000'000, 1000);
};

void TestParameterSpinBox::steps_go_from_position_to_position() {
  ParameterSpinBox box(threads_);
  QSignalSpy chosen(&box, &ParameterSpinBox::valueChosen);
  box.stepBy(1);
  QCOMPARE(box.value(), 5);
  box.stepBy(-2);
  QCOMPARE(box.value(), 3);
  QCOMPARE(chosen.size(), 2);
}

void TestParameterSpinBox::steps_stop_at_the_ends() {
  ParameterSpinBox box(threads_);
  box.stepBy(1000);
  QCOMPARE(box.value(), 64);
  box.stepBy(-1000);
  QCOMPARE(box.value(), 1);
}

void TestParameterSpinBox::a_step_from_between_two_positions_is_not_too_long() {
  ParameterSpinBox box(wide_);
  const ui::SliderScale scale(wide_);
  const int position = scale.position(100'000);
  const qint64 between = scale.value(position) + 1;
  box.setValue(between);
  box.stepBy(1);
  QCOMPARE(box.value(), scale.value(position + 1));
  box.setValue(between);
  box.stepBy(-1);
  QCOMPARE(box.value(), scale.value(position));
}

void TestParameterSpinBox::leaving_it_without_a_change_changes_nothing() {
  ParameterSpinBox box(course::duration("gap", "Gap", 0us, 1s, 1ms));
  box.setValue(1'234'567);
  QSignalSpy chosen(&box, &ParameterSpinBox::valueChosen);
  QTest::keyClick(&box, Qt::Key_Return);
  QCOMPARE(box.value(), 1'234'567);
  QVERIFY(chosen.isEmpty());
}

void TestParameterSpinBox::setting_a_value_out_of_range_takes_the_nearest() {
  ParameterSpinBox box(threads_);
  box.setValue(100);
  QCOMPARE(box.value(), 64);
}

void TestParameterSpinBox::the_widest_value_fits() {
  ParameterSpinBox box(wide_);
  box.setValue(1'000'000);
  box.resize(box.sizeHint());
  auto* line = box.findChild<QLineEdit*>();
  QVERIFY(line->width() >= line->fontMetrics().horizontalAdvance(line->text()));
}

QTEST_MAIN(TestParameterSpinBox)
#include "tst_parameter_spin_box.moc"
