#pragma once

#include <QWidget>

#include "course/parameter.h"

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace ui {

class ElidedLabel;
class ParameterSpinBox;

/// One parameter of a form: its name, range and default, whether it applies at once, and its control: a slider and a
/// spin box that move together, or a list for a choice.
class ParameterRow : public QWidget {
  Q_OBJECT

 public:
  explicit ParameterRow(const course::Parameter& parameter, QWidget* parent = nullptr);

  const course::Parameter& parameter() const { return parameter_; }
  qint64 value() const { return value_; }
  /// Emits nothing.
  void setValue(qint64 value);
  void reset() { choose(parameter_.initial); }
  /// What the spin box asks for; 0 for a choice. Rows of one form give theirs the same.
  int valueWidth() const;
  void setValueWidth(int width);
  /// The value shown differs from the one that the run under way uses.
  void setWaiting(bool waiting);

 Q_SIGNALS:
  void valueChosen(qint64 value);

 private:
  void makeHeading();
  void makeNumberControl();
  void makeChoiceControl();
  void showRange();
  void showRefusal(const QString& why);
  void choose(qint64 value);

  const course::Parameter parameter_;
  qint64 value_;
  ElidedLabel* range_ = nullptr;
  QLabel* badge_ = nullptr;
  QSlider* slider_ = nullptr;
  ParameterSpinBox* spinBox_ = nullptr;
  QComboBox* choices_ = nullptr;
  QToolButton* reset_ = nullptr;
};

}  // namespace ui
