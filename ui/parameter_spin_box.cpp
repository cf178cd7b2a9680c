#include "ui/parameter_spin_box.h"

#include <QLineEdit>
#include <QStyle>
#include <QStyleOptionSpinBox>
#include <algorithm>

namespace ui {

ParameterSpinBox::ParameterSpinBox(course::Parameter parameter, QWidget* parent)
    : QAbstractSpinBox(parent), parameter_(std::move(parameter)), scale_(parameter_), value_(parameter_.initial) {
  setAccelerated(true);
  connect(this, &QAbstractSpinBox::editingFinished, this, &ParameterSpinBox::readText);
  setValue(value_);
}

void ParameterSpinBox::setValue(qint64 value) {
  value_ = std::clamp<qint64>(value, parameter_.least, parameter_.greatest);
  lineEdit()->setText(QString::fromStdString(parameter_.format(value_)));
  update();
}

void ParameterSpinBox::stepBy(int steps) {
  const int from = scale_.position(value_);
  const qint64 there = scale_.value(from);
  // From between two positions, the first step leads to the nearer of them in its direction.
  const bool partWay = (steps > 0 && there > value_) || (steps < 0 && there < value_);
  choose(scale_.value(from + steps + (partWay ? (steps > 0 ? -1 : 1) : 0)));
}

QAbstractSpinBox::StepEnabled ParameterSpinBox::stepEnabled() const {
  StepEnabled enabled = StepNone;
  if (value_ > parameter_.least) enabled |= StepDownEnabled;
  if (value_ < parameter_.greatest) enabled |= StepUpEnabled;
  return enabled;
}

void ParameterSpinBox::readText() {
  if (lineEdit()->text() == QString::fromStdString(parameter_.format(value_))) return;
  try {
    choose(parameter_.parse(lineEdit()->text().toStdString()));
  } catch (const course::BadInput& problem) {
    setValue(value_);
    Q_EMIT refused(QString::fromUtf8(problem.what()));
  }
}

void ParameterSpinBox::choose(qint64 value) {
  const qint64 before = value_;
  setValue(value);
  if (value_ != before) Q_EMIT valueChosen(value_);
}

QSize ParameterSpinBox::sizeHint() const {
  int width = 0;
  for (const qint64 value : {parameter_.least, parameter_.greatest, parameter_.initial}) {
    width = std::max(width, fontMetrics().horizontalAdvance(QString::fromStdString(parameter_.format(value))));
  }
  QStyleOptionSpinBox option;
  initStyleOption(&option);
  const QSize text(width + fontMetrics().averageCharWidth() * 2, lineEdit()->sizeHint().height());
  return style()->sizeFromContents(QStyle::CT_SpinBox, &option, text, this);
}

}  // namespace ui
