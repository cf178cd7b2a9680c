#pragma once

#include <QAbstractSpinBox>

#include "course/parameter.h"
#include "ui/slider_scale.h"

namespace ui {

/// The value of a parameter as text with its unit ("20 ms"), to be typed or stepped. What cannot be is refused with a
/// sentence, and the value before stays.
class ParameterSpinBox : public QAbstractSpinBox {
  Q_OBJECT

 public:
  explicit ParameterSpinBox(course::Parameter parameter, QWidget* parent = nullptr);

  qint64 value() const { return value_; }
  /// Within the range; emits nothing.
  void setValue(qint64 value);

  void stepBy(int steps) override;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 Q_SIGNALS:
  /// By the person, not by setValue().
  void valueChosen(qint64 value);
  void refused(const QString& why);

 protected:
  StepEnabled stepEnabled() const override;

 private:
  void readText();
  void choose(qint64 value);

  const course::Parameter parameter_;
  const SliderScale scale_;
  qint64 value_;
};

}  // namespace ui
