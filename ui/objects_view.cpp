#include "ui/objects_view.h"

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>

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

/// Wide enough for what they usually say; the person may change it. The name gets the rest.
void setWidths(QTableView& table) {
  const int em = table.fontMetrics().horizontalAdvance(QLatin1Char('M'));
  QFont changed = table.font();
  changed.setBold(true);
  const int variable = QFontMetrics(changed).horizontalAdvance(words(trace::name(trace::ObjectKind::variable)));
  table.setColumnWidth(ObjectsModel::kindColumn, variable + em);
  table.setColumnWidth(ObjectsModel::waitersColumn, em * 5);
  table.setColumnWidth(ObjectsModel::valueColumn, em * 8);
  table.setColumnWidth(ObjectsModel::changesColumn, em * 6);
}

/// The number of changes is the first thing to do without, and the whole name of an owner the second.
void chooseColumns(QTableView& table, int width) {
  const int em = table.fontMetrics().horizontalAdvance(QLatin1Char('M'));
  table.setColumnHidden(ObjectsModel::changesColumn, width < em * 42);
  table.setColumnWidth(ObjectsModel::ownerColumn, em * (width < em * 54 ? 6 : 12));
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
  setWidths(*table_);
  table_->setItemDelegateForColumn(ObjectsModel::nameColumn, new NameDelegate(table_));
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
  setWidths(*table_);
  chooseColumns(*table_, width());
}

void ObjectsView::resizeEvent(QResizeEvent* event) {
  Invitation::resizeEvent(event);
  chooseColumns(*table_, width());
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
