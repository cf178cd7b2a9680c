#include "ui/objects_model.h"

#include <QFont>
#include <QStringList>
#include <algorithm>

#include "model/words.h"
#include "trace/digits.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

using namespace std::chrono_literals;

constexpr trace::Time recently = 300ms;

bool same(const model::ObjectView& one, const model::ObjectView& other) {
  return one.changes == other.changes && one.value == other.value && one.owner == other.owner &&
         one.waiters == other.waiters && one.name == other.name;
}

/// "items  [4, 5, … and 2 more]"
QString nameWithContents(const model::ObjectView& object, std::size_t most) {
  const QString contents = words(model::contents_in_words(object, most));
  return contents.isEmpty() ? words(object.name) : words(object.name) + QStringLiteral("  ") + contents;
}

QString threadText(const model::Snapshot& snapshot, trace::ThreadId thread) {
  return theme::threadLetter(thread) + QLatin1Char(' ') + words(snapshot.describe(thread));
}

}  // namespace

QString ObjectsModel::nameWithin(const model::ObjectView& object, const QFontMetrics& metrics, int width) {
  for (std::size_t most = object.items.size(); most > 0; --most) {
    QString text = nameWithContents(object, most);
    if (metrics.horizontalAdvance(text) <= width) return text;
  }
  return nameWithContents(object, 0);
}

void ObjectsModel::setSnapshot(std::shared_ptr<const model::Snapshot> snapshot) {
  if (!snapshot || !snapshot_ || snapshot->objects.size() < snapshot_->objects.size() ||
      snapshot->now < snapshot_->now) {
    return begin(std::move(snapshot));
  }
  const std::shared_ptr<const model::Snapshot> before = std::exchange(snapshot_, std::move(snapshot));
  updateRows(*before);
  appendRows(before->objects.size());
}

void ObjectsModel::begin(std::shared_ptr<const model::Snapshot> snapshot) {
  beginResetModel();
  snapshot_ = std::move(snapshot);
  rows_.clear();
  endResetModel();
  if (snapshot_) appendRows(0);
}

void ObjectsModel::updateRows(const model::Snapshot& before) {
  for (int i = 0; i < rowCount(); ++i) {
    Row& row = rows_[static_cast<std::size_t>(i)];
    const bool was = row.changed;
    const bool differs = !same(before.objects[row.object], snapshot_->objects[row.object]);
    if (differs) row.changedAt = snapshot_->now;
    row.changed = differs || (was && snapshot_->now - row.changedAt < recently);
    if (differs || row.changed != was) Q_EMIT dataChanged(index(i, 0), index(i, columns - 1));
  }
}

void ObjectsModel::setChanged(const std::vector<trace::ObjectId>& objects) {
  for (int i = 0; i < rowCount(); ++i) {
    Row& row = rows_[static_cast<std::size_t>(i)];
    row.marked = std::find(objects.begin(), objects.end(), object(i).id) != objects.end();
    row.changed = row.marked;
    Q_EMIT dataChanged(index(i, 0), index(i, columns - 1));
  }
}

void ObjectsModel::appendRows(std::size_t firstObject) {
  std::vector<Row> added;
  for (std::size_t i = firstObject; i < snapshot_->objects.size(); ++i) {
    if (snapshot_->objects[i].kind != trace::ObjectKind::thread) added.push_back({i, {}, false, false});
  }
  if (added.empty()) return;
  beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(added.size()) - 1);
  rows_.insert(rows_.end(), added.begin(), added.end());
  endInsertRows();
}

const model::ObjectView& ObjectsModel::object(int row) const {
  return snapshot_->objects[rows_.at(static_cast<std::size_t>(row)).object];
}

int ObjectsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ObjectsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QString ObjectsModel::text(const model::ObjectView& object, int column) const {
  switch (column) {
    case kindColumn: return words(trace::name(object.kind));
    case nameColumn: return nameWithContents(object, object.items.size());
    case ownerColumn: return object.owner ? threadText(*snapshot_, object.owner) : QString();
    case waitersColumn: {
      QStringList waiters;
      for (const trace::ThreadId waiter : object.waiters) waiters += theme::threadLetter(waiter);
      return waiters.join(QLatin1Char(' '));
    }
    case valueColumn: return words(model::state_in_words(object));
    case changesColumn: return words(trace::grouped(object.changes));
    default: return {};
  }
}

QString ObjectsModel::toolTip(const model::ObjectView& object, int column) const {
  if (column == nameColumn && !object.items.empty()) {
    return tr("%1\nThe first is what get() gives next.").arg(text(object, column));
  }
  QStringList waiters;
  if (column == waitersColumn) {
    for (const trace::ThreadId thread : object.waiters) waiters += threadText(*snapshot_, thread);
  }
  return waiters.join(QLatin1Char('\n'));
}

QVariant ObjectsModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  const bool number = index.column() == valueColumn || index.column() == changesColumn;
  switch (role) {
    case Qt::DisplayRole: {
      const QString shown = text(snapshot_->objects[row.object], index.column());
      return row.marked && index.column() == valueColumn ? changedSign + shown : shown;
    }
    case Qt::ToolTipRole: return toolTip(object(index.row()), index.column());
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole: {
      if (!row.changed) return {};
      QFont font;
      font.setBold(true);
      return font;
    }
    case Qt::ForegroundRole: return row.changed ? QVariant(theme::accent()) : QVariant();
    case changedRole: return row.changed;
    default: return {};
  }
}

QVariant ObjectsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    return QVariant::fromValue(Qt::AlignVCenter |
                               (section == valueColumn || section == changesColumn ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case kindColumn: return tr("Kind");
    case nameColumn: return tr("Name");
    case ownerColumn: return tr("Held by");
    case waitersColumn: return tr("Waiting");
    case valueColumn: return tr("Value");
    case changesColumn: return tr("Changes");
    default: return {};
  }
}

}  // namespace ui
