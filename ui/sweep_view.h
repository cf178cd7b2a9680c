#pragma once

#include <QWidget>

#include "course/lesson.h"
#include "ui/trials_controller.h"

class QComboBox;
class QMenu;
class QToolButton;

namespace ui {

class ElidedLabel;
class Invitation;
class SweepPlot;
class TrialsBar;

/// Measures the lesson's programs over a parameter's range and draws the curve. GUI thread only.
class SweepView : public QWidget {
  Q_OBJECT

 public:
  /// `lesson` must outlive the view.
  explicit SweepView(const course::Lesson& lesson, QWidget* parent = nullptr);

  TrialsBar& bar() { return *bar_; }
  SweepPlot& plot() { return *plot_; }
  /// Of lesson.sweeps; requires that there is one.
  const course::Sweep& sweep() const;
  /// Those to be measured, by id; at least one.
  std::vector<std::string> variants() const;
  void begin();
  void showCurve(const CurvePointer& curve);
  /// As .png, .pdf or .csv ("variant,parameter,median,least,lower,upper,greatest,runs,unfinished").
  bool exportTo(const QString& path, QString* error);

 private:
  void chooseSweep();
  void keepOneChosen();
  void writePoints(QTextStream& out) const;

  const course::Lesson& lesson_;
  TrialsBar* bar_;
  QComboBox* sweeps_;
  QToolButton* variantsButton_;
  QMenu* variants_;
  SweepPlot* plot_;
  Invitation* pane_;
  ElidedLabel* words_;
};

}  // namespace ui
