#include "ui/log_model.h"

#include <algorithm>

#include "ui/theme.h"
#include "ui/words.h"

namespace ui {

void LogModel::setSnapshot(std::shared_ptr<const model::Snapshot> snapshot) {
  const bool anew = !snapshot || !snapshot_ || snapshot->log.end() < next_ || snapshot->now < snapshot_->now;
  snapshot_ = anew ? snapshot_ : std::move(snapshot);
  if (anew) {
    beginResetModel();
    snapshot_ = std::move(snapshot);
    rows_.clear();
    next_ = 0;
    endResetModel();
  }
  if (!snapshot_) return;
  std::deque<std::size_t> added = newRows(snapshot_->log);
  const auto gone =
      static_cast<std::size_t>(std::lower_bound(rows_.begin(), rows_.end(), snapshot_->log.begin()) - rows_.begin());
  const std::size_t total = rows_.size() + added.size();
  const std::size_t surplus = total > mostRows ? total - mostRows : 0;
  dropFront(std::min(rows_.size(), std::max(gone, surplus)));
  append(std::move(added));
}

std::deque<std::size_t> LogModel::newRows(const Log& log) {
  std::deque<std::size_t> added;
  const std::size_t first = std::max(next_, log.begin());
  // From the newest back, so that of a flood no more is looked at than can be kept.
  for (std::size_t i = log.end(); i > first && added.size() < mostRows; --i) {
    if (filter_.everything() || filter_.matches(log[i - 1], *snapshot_)) added.push_front(i - 1);
  }
  next_ = log.end();
  return added;
}

void LogModel::dropFront(std::size_t count) {
  if (count == 0) return;
  beginRemoveRows({}, 0, static_cast<int>(count) - 1);
  rows_.erase(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(count));
  endRemoveRows();
}

void LogModel::append(std::deque<std::size_t> rows) {
  if (rows.empty()) return;
  beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
  rows_.insert(rows_.end(), rows.begin(), rows.end());
  endInsertRows();
}

void LogModel::setFilter(const QString& text) {
  filter_ = LogFilter(text.toStdString());
  restart();
}

void LogModel::restart() {
  beginResetModel();
  rows_.clear();
  next_ = 0;
  if (snapshot_) rows_ = newRows(snapshot_->log);
  endResetModel();
}

const trace::Event& LogModel::eventAt(int row) const { return snapshot_->log[rows_.at(static_cast<std::size_t>(row))]; }

int LogModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int LogModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QString LogModel::text(const trace::Event& event, int column) const {
  switch (column) {
    case timeColumn: return QString::number(std::chrono::duration<double, std::milli>(event.time).count(), 'f', 3);
    case threadColumn:
      return theme::threadLetter(event.thread) + QLatin1Char(' ') + words(snapshot_->describe(event.thread));
    case whatColumn: return words(snapshot_->describe(event));
    case lineColumn: return event.source ? QString::number(event.source.line()) : QString();
    default: return {};
  }
}

QVariant LogModel::data(const QModelIndex& index, int role) const {
  // Asked while rows are being taken away, the snapshot may not have the event any more.
  if (!index.isValid() || rows_[static_cast<std::size_t>(index.row())] < snapshot_->log.begin()) return {};
  switch (role) {
    case Qt::DisplayRole: return text(eventAt(index.row()), index.column());
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(Qt::AlignVCenter | (index.column() == timeColumn ? Qt::AlignRight : Qt::AlignLeft));
    default: return {};
  }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    return QVariant::fromValue(Qt::AlignVCenter | (section == timeColumn ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case timeColumn: return tr("Time (ms)");
    case threadColumn: return tr("Thread");
    case whatColumn: return tr("What happened");
    case lineColumn: return tr("Line");
    default: return {};
  }
}

}  // namespace ui
