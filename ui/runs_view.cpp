#include "ui/runs_view.h"

#include "ui/compare_view.h"
#include "ui/repeat_view.h"
#include "ui/sweep_view.h"
#include "ui/trials_bar.h"

namespace ui {

RunsView::RunsView(const course::Lesson& lesson, QWidget* parent)
    : QTabWidget(parent), repeat_(new RepeatView), sweep_(new SweepView(lesson)), compare_(new CompareView) {
  setDocumentMode(true);
  setAccessibleName(tr("Runs"));
  addTab(repeat_, tr("Repeat"));
  addTab(sweep_, tr("Sweep"));
  addTab(compare_, tr("Compare"));
  connect(&repeat_->bar(), &TrialsBar::startAsked, this, &RunsView::repeatAsked);
  connect(&sweep_->bar(), &TrialsBar::startAsked, this, &RunsView::sweepAsked);
  connect(&compare_->bar(), &TrialsBar::startAsked, this, &RunsView::compareAsked);
  for (TrialsBar* bar : {&repeat_->bar(), &sweep_->bar(), &compare_->bar()}) {
    connect(bar, &TrialsBar::cancelAsked, this, &RunsView::cancelAsked);
  }
}

void RunsView::end() {
  for (TrialsBar* bar : {&repeat_->bar(), &sweep_->bar(), &compare_->bar()}) bar->end();
}

}  // namespace ui
