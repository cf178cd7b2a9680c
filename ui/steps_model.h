#pragma once

#include <QAbstractTableModel>

#include "ui/step_frame.h"

namespace ui {

/// A schedule as rows: row 0 is the start, row n is where n steps are done. What can be redone stays below the present
/// position, dimmed. GUI thread only.
class StepsModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { numberColumn, threadColumn, whatColumn, markColumn };
  static constexpr int columns = markColumn + 1;
  /// The value of the thread's id, for its badge; nothing for the start.
  static constexpr int threadRole = Qt::UserRole;

  explicit StepsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

  /// Null: no rows.
  void setStep(StepPointer step);
  /// The row of the present position; -1 without a step.
  int presentRow() const;
  /// The line of lesson.cpp that the row's step did; 0: none.
  std::uint32_t line(int row) const;
  /// The row as a sentence: "step 4: worker-1 read 0 from counter, one of those that did it".
  QString sentence(int row) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  const course::ScheduledStep& stepOf(int row) const { return step_->steps[static_cast<std::size_t>(row) - 1]; }
  bool isFailure(int row) const;
  bool isCulprit(int row) const;
  bool isAhead(int row) const;
  QString text(int row, int column) const;
  QString marks(int row) const;
  QVariant ink(int row) const;
  QFont font(int row) const;

  StepPointer step_;
};

}  // namespace ui
