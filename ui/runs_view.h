#pragma once

#include <QTabWidget>

#include "ui/trials_controller.h"

namespace ui {

class CompareView;
class RepeatView;
class SweepView;

/// What many runs show: Repeat, Sweep, Compare, a tab each. GUI thread only.
class RunsView : public QTabWidget {
  Q_OBJECT

 public:
  /// `lesson` must outlive the view.
  explicit RunsView(const course::Lesson& lesson, QWidget* parent = nullptr);

  RepeatView& repeat() { return *repeat_; }
  SweepView& sweep() { return *sweep_; }
  CompareView& compare() { return *compare_; }
  /// Whatever runs were under way, they are over or given up.
  void end();

 Q_SIGNALS:
  void repeatAsked();
  void sweepAsked();
  void compareAsked();
  void cancelAsked();

 private:
  RepeatView* repeat_;
  SweepView* sweep_;
  CompareView* compare_;
};

}  // namespace ui
