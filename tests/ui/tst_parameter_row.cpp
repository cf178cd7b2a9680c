#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include "ui/elided_label.h"
#include "ui/parameter_row.h"
#include "ui/parameter_spin_box.h"

using ui::ParameterRow;

class TestParameterRow : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void slider_and_spin_box_move_together();
  void range_and_default_are_said();
  void a_refusal_is_said_until_the_next_change();
  void help_is_the_tool_tip();

 private:
  const course::Parameter threads_ =
      course::explained(course::integer("threads", "Threads", 1, 64, 4), "How many threads count.", "threads");
};

void TestParameterRow::slider_and_spin_box_move_together() {
  ParameterRow row(threads_);
  QSignalSpy chosen(&row, &ParameterRow::valueChosen);
  row.findChild<QSlider*>()->setValue(20);
  QCOMPARE(row.findChild<ui::ParameterSpinBox*>()->value(), row.value());
  row.findChild<ui::ParameterSpinBox*>()->stepBy(1);
  QCOMPARE(row.findChild<QSlider*>()->value(), 21);
  QCOMPARE(chosen.size(), 2);
}

void TestParameterRow::range_and_default_are_said() {
  const ParameterRow row(threads_);
  const QString range = row.findChild<ui::ElidedLabel*>()->text();
  QCOMPARE(range, QStringLiteral("1 to 64, default 4"));
}

void TestParameterRow::a_refusal_is_said_until_the_next_change() {
  ParameterRow row(threads_);
  auto* box = row.findChild<ui::ParameterSpinBox*>();
  Q_EMIT box->refused(QStringLiteral("Too many."));
  QCOMPARE(row.findChild<ui::ElidedLabel*>()->text(), QStringLiteral("Too many."));
  box->stepBy(1);
  QVERIFY(row.findChild<ui::ElidedLabel*>()->text().contains(QStringLiteral("default")));
}

void TestParameterRow::help_is_the_tool_tip() {
  QCOMPARE(ParameterRow(threads_).toolTip(), QStringLiteral("How many threads count."));
}

QTEST_MAIN(TestParameterRow)
#include "tst_parameter_row.moc"
