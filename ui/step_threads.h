#pragma once

#include <QScrollArea>
#include <vector>

#include "ui/step_frame.h"

class QGridLayout;

namespace ui {

class StepQueues;

/// The threads of a program that is stepped, a lane for each: its badge, what it did last, and a button for each way in
/// which it can go on, or why it cannot; below them what the queues hold. GUI thread only.
class StepThreads : public QScrollArea {
  Q_OBJECT

 public:
  explicit StepThreads(QWidget* parent = nullptr);

  /// Null: no lanes.
  void setStep(const StepPointer& step);
  /// How the lane speaks: "2, worker-1: waits for lock till, held by worker-2". Empty if there is no such lane.
  QString spoken(int lane) const;

 Q_SIGNALS:
  void chosen(trace::ThreadId thread, quint16 choice);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  class Lane;

  void showLanes();
  bool isWiderThan(int characters) const;
  bool showsKnown() const;
  int localsWidth() const;

  QWidget* lanesBox_;
  QGridLayout* grid_;
  StepQueues* queues_;
  std::vector<Lane*> lanes_;
  StepPointer step_;
};

}  // namespace ui
