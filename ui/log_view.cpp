#include "ui/log_view.h"

#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/follow_end.h"
#include "ui/invitation.h"
#include "ui/log_model.h"
#include "ui/table_look.h"

namespace ui {

LogView::LogView(QWidget* parent)
    : QWidget(parent),
      model_(new LogModel(this)),
      table_(new QTableView),
      filter_(new QLineEdit),
      pane_(new Invitation(table_, tr("Every event of the run appears here as a sentence."))) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  layout->addWidget(filter_);
  layout->addWidget(pane_, 1);
  filter_->setPlaceholderText(tr("Filter: worker-1 acquired, or thread:worker-1 what:acquired object:till"));
  filter_->setAccessibleName(tr("Filter events"));
  filter_->setClearButtonEnabled(true);
  connect(filter_, &QLineEdit::textChanged, this, &LogView::setFilter);
  prepareTable();
}

void LogView::prepareTable() {
  table_->setModel(model_);
  table_->setAccessibleName(tr("Events of the run"));
  applyTableLook(*table_);
  table_->horizontalHeader()->setStretchLastSection(false);
  table_->horizontalHeader()->setSectionResizeMode(LogModel::whatColumn, QHeaderView::Stretch);
  setWidths();
  new FollowEnd(*table_->verticalScrollBar());
  connect(table_, &QTableView::clicked, this, &LogView::choose);
  connect(table_, &QTableView::activated, this, &LogView::choose);
}

void LogView::setWidths() {
  const int em = table_->fontMetrics().horizontalAdvance(QLatin1Char('M'));
  table_->setColumnWidth(LogModel::timeColumn, em * 8);
  table_->setColumnWidth(LogModel::threadColumn, em * 9);
  table_->setColumnWidth(LogModel::lineColumn, em * 4);
}

void LogView::showFrame(const FramePointer& frame) {
  if (!frame || !frame->snapshot) return clear();
  model_->setSnapshot(frame->snapshot);
  pane_->showContent();
}

void LogView::clear() {
  model_->setSnapshot(nullptr);
  pane_->showSentence();
}

void LogView::setFilter(const QString& text) {
  model_->setFilter(text);
  table_->scrollToBottom();
}

void LogView::choose(const QModelIndex& index) {
  const trace::Event event = model_->eventAt(index.row());
  if (event.source) Q_EMIT lineChosen(event.source);
  if (event.thread) Q_EMIT threadChosen(event.thread);
}

void LogView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::FontChange) return;
  fitRowHeight(*table_);
  setWidths();
}

}  // namespace ui
