#pragma once

#include <QWidget>
#include <vector>

#include "ui/step_frame.h"

namespace ui {

class ElidedLabel;

/// What the queues of a program that is stepped hold, a line for each that was used, the next item first. GUI thread
/// only.
class StepQueues : public QWidget {
  Q_OBJECT

 public:
  explicit StepQueues(QWidget* parent = nullptr);

  /// Null: no lines.
  void setStep(const StepPointer& step);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void showLines();
  ElidedLabel& line(std::size_t number);

  StepPointer step_;
  std::vector<ElidedLabel*> lines_;
};

}  // namespace ui
