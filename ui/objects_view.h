#pragma once

#include "ui/invitation.h"
#include "ui/step_frame.h"

class QTableView;

namespace ui {

class ObjectsModel;

/// Locks, queues, variables and the like as a table: who holds them, who waits, what they are worth now.
/// GUI thread only.
class ObjectsView : public Invitation {
  Q_OBJECT

 public:
  explicit ObjectsView(QWidget* parent = nullptr);

  void showFrame(const FramePointer& frame);
  /// Marks what the last step changed, and nothing else.
  void showStep(const StepPointer& step);
  void clear();

  QTableView& table() { return *table_; }
  ObjectsModel& model() { return *model_; }

 Q_SIGNALS:
  /// The holder of the object that was activated (double click, Enter), or the first that waits for it.
  void threadChosen(trace::ThreadId thread);

 protected:
  void lookChanged() override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void choose(const QModelIndex& index);

  ObjectsModel* model_;
  QTableView* table_;
};

}  // namespace ui
