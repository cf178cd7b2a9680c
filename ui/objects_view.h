#pragma once

#include <array>

#include "ui/invitation.h"
#include "ui/objects_model.h"
#include "ui/step_frame.h"

class QTableView;

namespace ui {

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
  /// Of these columns, what their texts have needed so far in this run, in pixels: who holds and who waits comes and
  /// goes, and columns shall not.
  using Needs = std::array<int, ObjectsModel::columns>;

  void choose(const QModelIndex& index);
  void measure(int firstRow, int lastRow);
  void measureAnew();
  void arrange();

  Needs needs_{};
  ObjectsModel* model_;
  QTableView* table_;
};

}  // namespace ui
