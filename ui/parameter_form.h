#pragma once

#include <QString>
#include <QWidget>
#include <vector>

#include "course/lesson.h"

class QComboBox;
class QLabel;
class QVBoxLayout;

namespace ui {

class ParameterRow;

/// What a learner can choose before and during a run: the variant of the program, and a row for each parameter.
class ParameterForm : public QWidget {
  Q_OBJECT

 public:
  /// Shows the values of `settings`; copies what it needs.
  ParameterForm(const std::vector<course::Variant>& variants, const course::Settings& settings,
                QWidget* parent = nullptr);

  /// The id of the variant chosen.
  QString variant() const;
  /// Neither emits.
  void setVariant(const QString& id);
  void setValue(const QString& parameter, qint64 raw);
  /// While a run is under way, changes that wait for the next one (another variant too) are marked.
  void setRunning(bool running);
  /// What it takes to show all of it; it scrolls in less.
  int heightForWidth(int width) const override;

 public Q_SLOTS:
  /// Every parameter back to its default; emits for each that changes.
  void resetAll();

 Q_SIGNALS:
  void variantChosen(const QString& id);
  void parameterChanged(const QString& name, qint64 raw);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Choice {
    QString id;
    QString note;
  };

  void addVariants(QVBoxLayout& column, const std::vector<course::Variant>& variants);
  void addRow(QVBoxLayout& column, const course::Parameter& parameter, qint64 value);
  void alignValues();
  void showNote();

  QWidget* content_;
  std::vector<Choice> choices_;
  QComboBox* variant_ = nullptr;
  QLabel* note_ = nullptr;
  std::vector<ParameterRow*> rows_;
  bool running_ = false;
  QString variantThatRuns_;
};

/// The sign of a kind of variant, which says the same as its colour.
QString variantSign(course::Variant::Kind kind);

}  // namespace ui
