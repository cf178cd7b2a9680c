#include "ui/objects_view.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTableView>
#include <algorithm>

#include "ui/table_look.h"
#include "ui/words.h"

namespace ui {
namespace {

/// Beside the text of a cell.
int cellMargin(const QWidget& table) { return table.style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1; }

/// Leaves out items of a queue, not the end of the text.
class NameDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    if (option->widget == nullptr) return;
    const auto& model = static_cast<const ObjectsModel&>(*index.model());
    option->text = ObjectsModel::nameWithin(model.object(index.row()), option->fontMetrics,
                                            option->rect.width() - 2 * cellMargin(*option->widget));
  }
};

/// A queue's items and the long name of a local variable may have the room of the holder that neither ever has.
void giveRoom(QTableView& table, const ObjectsModel& model) {
  table.clearSpans();
  for (int row = 0; row < model.rowCount(); ++row) {
    const model::ObjectView& object = model.object(row);
    const bool needsRoom = !object.items.empty() || object.kind == trace::ObjectKind::local;
    if (needsRoom) table.setSpan(row, ObjectsModel::nameColumn, 1, 2);
  }
}

/// Shares out what is left of a width.
class Room {
 public:
  explicit Room(int width) : width_(width) {}

  void take(int width) { width_ -= width; }
  /// Between `least`, which was taken already, and `wanted`.
  int widen(int least, int wanted) {
    const int more = std::clamp(width_, 0, std::max(wanted - least, 0));
    width_ -= more;
    return least + more;
  }

 private:
  int width_;
};

}  // namespace

ObjectsView::ObjectsView(QWidget* parent)
    : Invitation(new QTableView, tr("Locks, queues and variables appear here when the lesson runs."), parent),
      model_(new ObjectsModel(this)),
      table_(content<QTableView>()) {
  table_->setModel(model_);
  table_->setAccessibleName(tr("Objects of the run"));
  applyTableLook(*table_);
  table_->horizontalHeader()->setStretchLastSection(false);
  table_->horizontalHeader()->setSectionResizeMode(ObjectsModel::nameColumn, QHeaderView::Stretch);
  table_->setItemDelegateForColumn(ObjectsModel::nameColumn, new NameDelegate(table_));
  connect(model_, &QAbstractItemModel::modelReset, this, &ObjectsView::measureAnew);
  connect(model_, &QAbstractItemModel::rowsInserted, this,
          [this](const QModelIndex& /*parent*/, int first, int last) { measure(first, last); });
  connect(model_, &QAbstractItemModel::dataChanged, this,
          [this](const QModelIndex& first, const QModelIndex& last) { measure(first.row(), last.row()); });
  arrange();
  connect(table_, &QTableView::activated, this, &ObjectsView::choose);
}

void ObjectsView::showFrame(const FramePointer& frame) {
  if (!frame || !frame->snapshot) return clear();
  model_->setSnapshot(frame->snapshot);
  if (frame->state == course::RunState::over) model_->setChanged({});
  giveRoom(*table_, *model_);
  showContent();
}

void ObjectsView::showStep(const StepPointer& step) {
  showFrame(frameOf(step));
  model_->setChanged(step->changed);
}

void ObjectsView::clear() {
  model_->setSnapshot(nullptr);
  showSentence();
}

void ObjectsView::lookChanged() {
  fitRowHeight(*table_);
  measureAnew();
}

void ObjectsView::resizeEvent(QResizeEvent* event) {
  Invitation::resizeEvent(event);
  arrange();
}

void ObjectsView::measure(int firstRow, int lastRow) {
  QFont changed = table_->font();
  changed.setBold(true);
  const QFontMetrics metrics(changed);
  const Needs before = needs_;
  for (int row = firstRow; row <= lastRow; ++row) {
    for (const int column : {ObjectsModel::kindColumn, ObjectsModel::nameColumn, ObjectsModel::ownerColumn,
                             ObjectsModel::waitersColumn, ObjectsModel::valueColumn}) {
      const QString text = column == ObjectsModel::nameColumn ? words(model_->object(row).name)
                                                              : model_->index(row, column).data().toString();
      int& need = needs_.at(static_cast<std::size_t>(column));
      need = std::max(need, metrics.horizontalAdvance(text));
    }
  }
  if (needs_ != before) arrange();
}

void ObjectsView::measureAnew() {
  needs_ = {};
  measure(0, model_->rowCount() - 1);
  arrange();
}

/// Values and names have what they need first, then kinds, then holders, then who waits. The number of changes is the
/// first thing to do without.
void ObjectsView::arrange() {
  const int em = table_->fontMetrics().horizontalAdvance(QLatin1Char('M'));
  const int padding = 2 * cellMargin(*table_) + 2;
  const bool counts = width() >= em * 42;
  table_->setColumnHidden(ObjectsModel::changesColumn, !counts);
  const auto wanted = [&](int column, int most) {
    const int need = std::min(needs_.at(static_cast<std::size_t>(column)) + padding, most);
    return std::max(need, table_->horizontalHeader()->sectionSizeHint(column));
  };
  const int changes = counts ? em * 6 : 0;
  const int value = wanted(ObjectsModel::valueColumn, em * 8);
  const int kinds = wanted(ObjectsModel::kindColumn, width());
  const int holders = wanted(ObjectsModel::ownerColumn, em * 12);
  const int waiters = wanted(ObjectsModel::waitersColumn, em * 16);
  const int leastKind = std::min(kinds, em * 6);
  const int leastHolder = std::min(holders, em * 6);
  const int leastWaiters = std::min(waiters, em * 5);
  const bool scrolls = table_->verticalHeader()->length() + table_->horizontalHeader()->height() > height();
  Room room(width() - (scrolls ? table_->verticalScrollBar()->sizeHint().width() : 0));
  room.take(changes + value + wanted(ObjectsModel::nameColumn, width()) + leastKind + leastHolder + leastWaiters);
  table_->setColumnWidth(ObjectsModel::kindColumn, room.widen(leastKind, kinds));
  table_->setColumnWidth(ObjectsModel::ownerColumn, room.widen(leastHolder, holders));
  table_->setColumnWidth(ObjectsModel::waitersColumn, room.widen(leastWaiters, waiters));
  table_->setColumnWidth(ObjectsModel::valueColumn, value);
  if (counts) table_->setColumnWidth(ObjectsModel::changesColumn, changes);
}

void ObjectsView::choose(const QModelIndex& index) {
  const model::ObjectView& object = model_->object(index.row());
  if (object.owner) {
    Q_EMIT threadChosen(object.owner);
  } else if (!object.waiters.empty()) {
    Q_EMIT threadChosen(object.waiters.front());
  }
}

}  // namespace ui
