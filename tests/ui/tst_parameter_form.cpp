#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include "example_course.h"
#include "ui/parameter_form.h"
#include "ui/parameter_row.h"
#include "ui/parameter_spin_box.h"

using ui::ParameterForm;

class TestParameterForm : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void variants_are_marked_by_sign_and_word();
  void choosing_a_variant_by_key_says_which();
  void the_note_follows_the_variant();
  void moving_the_slider_moves_the_spin_box_and_is_told();
  void typing_with_a_unit_moves_the_slider_and_is_told();
  void what_cannot_be_is_refused_with_a_sentence();
  void a_choice_is_a_list();
  void reset_of_one_parameter_brings_back_its_default();
  void reset_all_brings_back_every_default();
  void setting_a_value_tells_nothing();
  void a_change_that_waits_for_the_next_run_is_marked();
  void a_change_that_applies_at_once_is_not_marked();
  void another_variant_chosen_during_a_run_is_marked();
  void every_control_has_an_accessible_name();

 private:
  template <class Widget>
  Widget* named(const QString& name) const {
    for (Widget* widget : form_->findChildren<Widget*>()) {
      if (widget->accessibleName() == name) return widget;
    }
    qFatal("There is no %s.", qPrintable(name));
  }
  QString badge(const QString& label) const { return named<QLabel>(label + QStringLiteral(" applies"))->text(); }

  const course::Entry entry_ = example::entry("alpha", 110);
  std::unique_ptr<ParameterForm> form_;
};

void TestParameterForm::init() {
  form_ = std::make_unique<ParameterForm>(entry_.lesson.variants, course::Settings(entry_.lesson.parameters));
  form_->resize(330, 400);
  form_->show();
}

void TestParameterForm::variants_are_marked_by_sign_and_word() {
  auto* variants = named<QComboBox>(QStringLiteral("Variant"));
  QCOMPARE(variants->count(), 3);
  QCOMPARE(variants->itemText(0), QStringLiteral("\u2717 The plain one (broken)"));
  QCOMPARE(variants->itemText(1), QStringLiteral("\u2713 The endless one (sound)"));
  QVERIFY(variants->itemText(2).contains(QStringLiteral("The posting one (design)")));
}

void TestParameterForm::choosing_a_variant_by_key_says_which() {
  QSignalSpy chosen(form_.get(), &ParameterForm::variantChosen);
  auto* variants = named<QComboBox>(QStringLiteral("Variant"));
  QTest::keyClick(variants, Qt::Key_Down);
  QCOMPARE(chosen.size(), 1);
  QCOMPARE(chosen[0][0].toString(), QStringLiteral("endless"));
  QCOMPARE(form_->variant(), QStringLiteral("endless"));
}

void TestParameterForm::the_note_follows_the_variant() {
  form_->setVariant(QStringLiteral("posting"));
  QCOMPARE(named<QLabel>(QStringLiteral("What this variant does"))->text(),
           QStringLiteral("This is the posting variant."));
}

void TestParameterForm::moving_the_slider_moves_the_spin_box_and_is_told() {
  QSignalSpy changed(form_.get(), &ParameterForm::parameterChanged);
  auto* slider = named<QSlider>(QStringLiteral("Steps"));
  auto* spinBox = named<ui::ParameterSpinBox>(QStringLiteral("Steps"));
  const qint64 before = spinBox->value();
  QTest::keyClick(slider, Qt::Key_Right);
  QVERIFY(spinBox->value() > before);
  QCOMPARE(changed.size(), 1);
  QCOMPARE(changed[0][0].toString(), QStringLiteral("steps"));
  QCOMPARE(changed[0][1].toLongLong(), spinBox->value());
}

void TestParameterForm::typing_with_a_unit_moves_the_slider_and_is_told() {
  QSignalSpy changed(form_.get(), &ParameterForm::parameterChanged);
  auto* slider = named<QSlider>(QStringLiteral("Wait"));
  auto* spinBox = named<ui::ParameterSpinBox>(QStringLiteral("Wait"));
  const int before = slider->value();
  spinBox->selectAll();
  QTest::keyClicks(spinBox, QStringLiteral("20ms"));
  QTest::keyClick(spinBox, Qt::Key_Return);
  QCOMPARE(spinBox->value(), 20'000'000);
  QVERIFY(slider->value() > before);
  QCOMPARE(changed.size(), 1);
  QCOMPARE(changed[0][1].toLongLong(), 20'000'000);
}

void TestParameterForm::what_cannot_be_is_refused_with_a_sentence() {
  QSignalSpy changed(form_.get(), &ParameterForm::parameterChanged);
  auto* spinBox = named<ui::ParameterSpinBox>(QStringLiteral("Steps"));
  QSignalSpy refused(spinBox, &ui::ParameterSpinBox::refused);
  spinBox->selectAll();
  QTest::keyClicks(spinBox, QStringLiteral("99999"));
  QTest::keyClick(spinBox, Qt::Key_Return);
  QCOMPARE(spinBox->value(), 10);
  QCOMPARE(refused.size(), 1);
  QVERIFY(!refused[0][0].toString().isEmpty());
  QVERIFY(changed.isEmpty());
}

void TestParameterForm::a_choice_is_a_list() {
  QSignalSpy changed(form_.get(), &ParameterForm::parameterChanged);
  auto* choices = named<QComboBox>(QStringLiteral("Order"));
  QCOMPARE(choices->count(), 2);
  QTest::keyClick(choices, Qt::Key_Down);
  QCOMPARE(changed.size(), 1);
  QCOMPARE(changed[0][1].toLongLong(), 1);
}

void TestParameterForm::reset_of_one_parameter_brings_back_its_default() {
  auto* slider = named<QSlider>(QStringLiteral("Steps"));
  auto* reset = named<QToolButton>(QStringLiteral("Reset Steps"));
  QVERIFY(!reset->isEnabled());
  QTest::keyClick(slider, Qt::Key_Right);
  QVERIFY(reset->isEnabled());
  QTest::mouseClick(reset, Qt::LeftButton);
  QCOMPARE(named<ui::ParameterSpinBox>(QStringLiteral("Steps"))->value(), 10);
}

void TestParameterForm::reset_all_brings_back_every_default() {
  QTest::keyClick(named<QSlider>(QStringLiteral("Steps")), Qt::Key_Right);
  QTest::keyClick(named<QComboBox>(QStringLiteral("Order")), Qt::Key_Down);
  QSignalSpy changed(form_.get(), &ParameterForm::parameterChanged);
  form_->findChild<QPushButton*>()->click();
  QCOMPARE(changed.size(), 2);
  QCOMPARE(named<ui::ParameterSpinBox>(QStringLiteral("Steps"))->value(), 10);
  QCOMPARE(named<QComboBox>(QStringLiteral("Order"))->currentIndex(), 0);
}

void TestParameterForm::setting_a_value_tells_nothing() {
  QSignalSpy changed(form_.get(), &ParameterForm::parameterChanged);
  form_->setValue(QStringLiteral("steps"), 500);
  QCOMPARE(named<ui::ParameterSpinBox>(QStringLiteral("Steps"))->value(), 500);
  QVERIFY(changed.isEmpty());
}

void TestParameterForm::a_change_that_waits_for_the_next_run_is_marked() {
  QCOMPARE(badge(QStringLiteral("Steps")), QStringLiteral("next run"));
  form_->setRunning(true);
  QTest::keyClick(named<QSlider>(QStringLiteral("Steps")), Qt::Key_Right);
  QVERIFY(badge(QStringLiteral("Steps")).contains(QStringLiteral("at the next run")));
  form_->setRunning(false);
  QCOMPARE(badge(QStringLiteral("Steps")), QStringLiteral("next run"));
}

void TestParameterForm::a_change_that_applies_at_once_is_not_marked() {
  form_->setRunning(true);
  QTest::keyClick(named<QSlider>(QStringLiteral("Wait")), Qt::Key_Right);
  QCOMPARE(badge(QStringLiteral("Wait")), QStringLiteral("at once"));
}

void TestParameterForm::another_variant_chosen_during_a_run_is_marked() {
  const auto* note = named<QLabel>(QStringLiteral("What this variant does"));
  form_->setRunning(true);
  QTest::keyClick(named<QComboBox>(QStringLiteral("Variant")), Qt::Key_Down);
  QVERIFY(note->text().contains(QStringLiteral("At the next run")));
  form_->setRunning(false);
  QCOMPARE(note->text(), QStringLiteral("This is the endless variant."));
}

void TestParameterForm::every_control_has_an_accessible_name() {
  for (const QWidget* widget : form_->findChildren<QWidget*>()) {
    const bool control = qobject_cast<const QSlider*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
                         qobject_cast<const QComboBox*>(widget) || qobject_cast<const QToolButton*>(widget);
    if (control) QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
  }
}

QTEST_MAIN(TestParameterForm)
#include "tst_parameter_form.moc"
