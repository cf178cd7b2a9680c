#include "ui/objects_view.h"

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>
#include <algorithm>

#include "ui/objects_model.h"
#include "ui/table_look.h"
#include "ui/words.h"

namespace ui {
namespace {

/// Leaves out items of a queue, not the end of the text.
class NameDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    if (option->widget == nullptr) return;
    const auto& model = static_cast<const ObjectsModel&>(*index.model());
    const int margin = 2 * (option->widget->style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1);
    option->text =
        ObjectsModel::nameWithin(model.object(index.row()), option->fontMetrics, option->rect.width() - margin);
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

int widest(const ObjectsModel& model, const QFontMetrics& metrics, QString (*text)(const model::ObjectView&)) {
  int width = 0;
  for (int row = 0; row < model.rowCount(); ++row) {
    width = std::max(width, metrics.horizontalAdvance(text(model.object(row))));
  }
  return width;
}

/// Names have what they need first, then kinds, then holders. The number of changes is the first thing to do without.
void chooseColumns(QTableView& table, const ObjectsModel& model, int width) {
  const int em = table.fontMetrics().horizontalAdvance(QLatin1Char('M'));
  QFont changed = table.font();
  changed.setBold(true);
  const QFontMetrics metrics(changed);
  const int variable = metrics.horizontalAdvance(words(trace::name(trace::ObjectKind::variable))) + em;
  const auto kindOf = [](const model::ObjectView& object) { return words(trace::name(object.kind)); };
  const int kinds = std::max(variable, widest(model, metrics, kindOf) + em);
  const int names = widest(model, metrics, [](const model::ObjectView& object) { return words(object.name); }) + em;
  const bool counts = width >= em * 42;
  const int waiters = em * (width >= em * 54 ? 8 : 5);
  const int value = em * 8;
  const int changes = counts ? em * 6 : 0;
  const int room = width - names - waiters - value - changes;
  const int kind = std::clamp(room - em * 6, variable, kinds);
  table.setColumnHidden(ObjectsModel::changesColumn, !counts);
  table.setColumnWidth(ObjectsModel::kindColumn, kind);
  table.setColumnWidth(ObjectsModel::ownerColumn, std::clamp(room - kind, em * 6, em * 12));
  table.setColumnWidth(ObjectsModel::waitersColumn, waiters);
  table.setColumnWidth(ObjectsModel::valueColumn, value);
  if (counts) table.setColumnWidth(ObjectsModel::changesColumn, changes);
}

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
  const auto arrange = [this] { chooseColumns(*table_, *model_, width()); };
  connect(model_, &QAbstractItemModel::rowsInserted, this, arrange);
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
  chooseColumns(*table_, *model_, width());
}

void ObjectsView::resizeEvent(QResizeEvent* event) {
  Invitation::resizeEvent(event);
  chooseColumns(*table_, *model_, width());
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
