#include "ui/findings_view.h"

#include <QMetaMethod>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/finding_row.h"
#include "ui/vertical_scroll_area.h"

namespace ui {
namespace {

QString invitation() {
  return FindingsView::tr(
      "What could go wrong appears here, even if a run goes right: locks taken in different orders, and uses of a "
      "variable that nothing orders.");
}

}  // namespace

FindingsView::FindingsView(QWidget* parent)
    : Invitation(new VerticalScrollArea(new QWidget), invitation(), parent), rowsLayout_(new QVBoxLayout) {
  rowsLayout_->setContentsMargins(6, 4, 6, 4);
  rowsLayout_->setSpacing(10);
  rowsLayout_->addStretch(1);
  content<QScrollArea>()->widget()->setLayout(rowsLayout_);
  setWindowTitle(tr("Findings"));
  setAccessibleName(tr("Findings"));
}

void FindingsView::showFrame(const FramePointer& frame) {
  if (!frame || !frame->snapshot) return clear();
  if (!shows(frame->snapshot->findings)) makeRows(frame->snapshot->findings);
  if (!rows_.empty()) return showContent();
  showSentence(frame->state == course::RunState::over
                   ? tr("Nothing was found in this run. Another one may go other ways.")
                   : tr("Nothing was found so far."));
}

void FindingsView::clear() {
  makeRows({});
  showSentence(invitation());
}

bool FindingsView::shows(const std::vector<model::Finding>& findings) const {
  return std::equal(
      findings.begin(), findings.end(), rows_.begin(), rows_.end(),
      [](const model::Finding& one, const FindingRow* row) { return one.sentence == row->finding().sentence; });
}

void FindingsView::makeRows(const std::vector<model::Finding>& findings) {
  for (FindingRow* row : rows_) delete row;
  rows_.clear();
  for (const model::Finding& finding : findings) addRow(finding);
  const auto warnings = std::count_if(findings.begin(), findings.end(),
                                      [](const model::Finding& one) { return model::is_warning(one.kind); });
  setWindowTitle(warnings == 0 ? tr("Findings") : tr("Findings (%1)").arg(warnings));
}

void FindingsView::addRow(const model::Finding& finding) {
  auto* row = new FindingRow(finding);
  row->offerConfirm(isSignalConnected(QMetaMethod::fromSignal(&FindingsView::confirmRequested)));
  connect(row, &FindingRow::lineChosen, this, &FindingsView::lineChosen);
  connect(row, &FindingRow::confirmRequested, this, [this, row] { Q_EMIT confirmRequested(row->finding()); });
  rowsLayout_->insertWidget(rowsLayout_->count() - 1, row);
  rows_.push_back(row);
}

}  // namespace ui
