#include "ui/parameter_row.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include "ui/elided_label.h"
#include "ui/icons.h"
#include "ui/parameter_spin_box.h"
#include "ui/slider_scale.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

/// Short, since the unit stands behind the value: "0 to 200 ms, default 5 ms".
QString rangeOf(const course::Parameter& parameter) {
  const auto text = [&](std::int64_t value) { return words(parameter.format_without_unit(value)); };
  QString initial = QStringLiteral("default %1").arg(text(parameter.initial));
  if (parameter.kind == course::Parameter::Kind::choice) return initial;
  const QString least = parameter.least == 0 ? QStringLiteral("0") : text(parameter.least);
  return QStringLiteral("%1 to %2, %3").arg(least, text(parameter.greatest), initial);
}

QString badgeOf(course::Parameter::Applies applies, bool waiting) {
  switch (applies) {
    case course::Parameter::Applies::at_once: return QStringLiteral("at once");
    case course::Parameter::Applies::next_run:
      return waiting ? QStringLiteral("\u25B8 at the next run") : QStringLiteral("next run");
  }
  return {};
}

QString badgeTip(course::Parameter::Applies applies) {
  return applies == course::Parameter::Applies::at_once
             ? QStringLiteral("A change applies at once, also to a run under way.")
             : QStringLiteral("A change applies when the program is run the next time.");
}

}  // namespace

ParameterRow::ParameterRow(const course::Parameter& parameter, QWidget* parent)
    : QWidget(parent), parameter_(parameter), value_(parameter.initial) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setVerticalSpacing(1);
  grid->setColumnStretch(0, 1);
  makeHeading();
  reset_ = new QToolButton(this);
  reset_->setAutoRaise(true);
  reset_->setIcon(icon(QStringLiteral("reset")));
  reset_->setAccessibleName(QStringLiteral("Reset %1").arg(words(parameter.label)));
  reset_->setToolTip(QStringLiteral("Back to %1").arg(words(parameter.format(parameter.initial))));
  connect(reset_, &QToolButton::clicked, this, &ParameterRow::reset);
  grid->addWidget(reset_, 1, 2);
  parameter.kind == course::Parameter::Kind::choice ? makeChoiceControl() : makeNumberControl();
  setToolTip(words(parameter.help));
  setValue(parameter.initial);
  setWaiting(false);
}

void ParameterRow::makeHeading() {
  auto* heading = new QHBoxLayout;
  heading->setSpacing(fontMetrics().averageCharWidth());
  heading->addWidget(new QLabel(words(parameter_.label), this));
  range_ = new ElidedLabel(this);
  range_->setForegroundRole(QPalette::PlaceholderText);
  heading->addWidget(range_, 1);
  badge_ = new QLabel(this);
  badge_->setAccessibleName(QStringLiteral("%1 applies").arg(words(parameter_.label)));
  badge_->setToolTip(badgeTip(parameter_.applies));
  heading->addWidget(badge_);
  static_cast<QGridLayout*>(layout())->addLayout(heading, 0, 0, 1, 3);
  showRange();
}

void ParameterRow::makeNumberControl() {
  const SliderScale scale(parameter_);
  slider_ = new QSlider(Qt::Horizontal, this);
  slider_->setRange(0, scale.last());
  slider_->setPageStep(std::max(1, scale.last() / 10));
  slider_->setAccessibleName(words(parameter_.label));
  slider_->setAccessibleDescription(words(parameter_.help));
  slider_->setMinimumWidth(60);
  connect(slider_, &QSlider::valueChanged, this, [this, scale](int position) { choose(scale.value(position)); });
  spinBox_ = new ParameterSpinBox(parameter_, this);
  spinBox_->setAccessibleName(words(parameter_.label));
  spinBox_->setAccessibleDescription(rangeOf(parameter_));
  connect(spinBox_, &ParameterSpinBox::valueChosen, this, &ParameterRow::choose);
  connect(spinBox_, &ParameterSpinBox::refused, this, &ParameterRow::showRefusal);
  auto* grid = static_cast<QGridLayout*>(layout());
  grid->addWidget(slider_, 1, 0);
  grid->addWidget(spinBox_, 1, 1);
}

void ParameterRow::makeChoiceControl() {
  choices_ = new QComboBox(this);
  for (const std::string& choice : parameter_.choices) choices_->addItem(words(choice));
  choices_->setAccessibleName(words(parameter_.label));
  choices_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  choices_->setMinimumContentsLength(6);
  connect(choices_, &QComboBox::activated, this, [this](int index) { choose(index); });
  static_cast<QGridLayout*>(layout())->addWidget(choices_, 1, 0, 1, 2);
}

void ParameterRow::setValue(qint64 value) {
  value_ = value;
  if (choices_) choices_->setCurrentIndex(static_cast<int>(value));
  if (slider_) {
    const QSignalBlocker silent(slider_);
    slider_->setValue(SliderScale(parameter_).position(value));
    spinBox_->setValue(value);
  }
  reset_->setEnabled(value != parameter_.initial);
}

int ParameterRow::valueWidth() const { return spinBox_ ? spinBox_->sizeHint().width() : 0; }

void ParameterRow::setValueWidth(int width) {
  if (spinBox_) spinBox_->setMinimumWidth(width);
}

void ParameterRow::choose(qint64 value) {
  showRange();
  if (value == value_) return;
  setValue(value);
  Q_EMIT valueChosen(value);
}

void ParameterRow::setWaiting(bool waiting) {
  badge_->setText(badgeOf(parameter_.applies, waiting));
  QFont font = badge_->font();
  font.setBold(waiting);
  badge_->setFont(font);
  badge_->setForegroundRole(waiting ? QPalette::Link : QPalette::PlaceholderText);
}

void ParameterRow::showRange() {
  range_->setText(rangeOf(parameter_));
  range_->setToolTip(rangeOf(parameter_));
  range_->setForegroundRole(QPalette::PlaceholderText);
}

void ParameterRow::showRefusal(const QString& why) {
  range_->setText(why);
  range_->setToolTip(why);
  range_->setForegroundRole(QPalette::WindowText);
}

}  // namespace ui
