#pragma once

#include <QAbstractTableModel>
#include <QFontMetrics>
#include <memory>
#include <vector>

#include "model/snapshot.h"

namespace ui {

/// The objects of a run (not its threads) as rows that stay in place: a new snapshot changes cells and appends rows.
/// GUI thread only.
class ObjectsModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { kindColumn, nameColumn, ownerColumn, waitersColumn, valueColumn, changesColumn };
  static constexpr int columns = changesColumn + 1;
  /// True while a row's object changed in the last frame or the last 300 ms of the run.
  static constexpr int changedRole = Qt::UserRole;

  explicit ObjectsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

  /// Null: no rows. Fewer objects than before: another run, everything anew.
  void setSnapshot(std::shared_ptr<const model::Snapshot> snapshot);
  /// A queue's name and as many of its items as fit into `width`; of another object its name.
  static QString nameWithin(const model::ObjectView& object, const QFontMetrics& metrics, int width);
  /// These and no others have changed now; for a program that is stepped.
  void setChanged(const std::vector<trace::ObjectId>& objects);
  /// Requires 0 <= row < rowCount().
  const model::ObjectView& object(int row) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Row {
    std::size_t object = 0;  ///< index in the snapshot's objects
    trace::Time changedAt{};
    bool changed = false;
    bool marked = false;  ///< by setChanged()
  };

  void begin(std::shared_ptr<const model::Snapshot> snapshot);
  void updateRows(const model::Snapshot& before);
  void appendRows(std::size_t firstObject);
  QString text(const model::ObjectView& object, int column) const;
  QString toolTip(const model::ObjectView& object, int column) const;

  std::shared_ptr<const model::Snapshot> snapshot_;
  std::vector<Row> rows_;
};

}  // namespace ui
