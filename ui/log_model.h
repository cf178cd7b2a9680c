#pragma once

#include <QAbstractTableModel>
#include <deque>
#include <memory>

#include "ui/log_filter.h"

namespace ui {

/// The latest events of a run as rows. A row is told only when it is looked at; a new snapshot inserts one range at the
/// end and takes away at the front what the snapshot no longer has, or more than 10,000 rows. GUI thread only.
class LogModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { timeColumn, threadColumn, whatColumn, lineColumn };
  static constexpr int columns = lineColumn + 1;
  static constexpr std::size_t mostRows = 10'000;

  explicit LogModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

  /// Null: no rows.
  void setSnapshot(std::shared_ptr<const model::Snapshot> snapshot);
  void setFilter(const QString& text);
  /// Requires 0 <= row < rowCount().
  const trace::Event& eventAt(int row) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  using Log = model::ChunkedLog<trace::Event>::View;

  void restart();
  void append(std::deque<std::size_t> rows);
  void dropFront(std::size_t count);
  std::deque<std::size_t> newRows(const Log& log);
  QString text(const trace::Event& event, int column) const;

  std::shared_ptr<const model::Snapshot> snapshot_;
  LogFilter filter_;
  std::deque<std::size_t> rows_;  ///< numbers of events in the log
  std::size_t next_ = 0;          ///< number of the first event that was not looked at yet
};

}  // namespace ui
