#include "ui/code_view.h"

#include <QEvent>
#include <QPushButton>
#include <algorithm>

#include "ui/listing.h"
#include "ui/words.h"

namespace ui {

CodeView::CodeView(QWidget* parent)
    : QTabWidget(parent),
      cpp_(new Listing(Language::cpp)),
      python_(new Listing(Language::python)),
      changes_(new QPushButton) {
  setDocumentMode(true);
  addTab(cpp_, tr("C++"));
  addTab(python_, tr("Python"));
  setTabToolTip(0, tr("The program that runs, with a badge for each thread at its line"));
  setTabToolTip(1, tr("The same program in Python"));
  setAccessibleName(tr("Program"));
  makeChangesButton();
  connect(cpp_, &Listing::threadChosen, this, &CodeView::threadChosen);
  connect(cpp_, &Listing::lineActivated, this, &CodeView::lineActivated);
}

void CodeView::makeChangesButton() {
  changes_->setCheckable(true);
  changes_->setChecked(true);
  changes_->setToolTip(
      tr("Mark what is different: + is a line that came, \u2212 one that went, at the place where it was (Ctrl+E)"));
  changes_->hide();
  setCornerWidget(changes_);
  connect(changes_, &QAbstractButton::toggled, this, &CodeView::showChanges);
}

void CodeView::setEntry(const course::Entry& entry, const std::string& variant, const course::Pieces& pieces) {
  variants_ = entry.lesson.variants;
  variant_.clear();
  before_.clear();
  code_ = entry.code;
  codeFile_ = entry.code_file;
  pythonCode_ = entry.python;
  setTabVisible(indexOf(python_), !pythonCode_.empty());
  setVariant(variant, pieces);
}

void CodeView::setVariant(const std::string& id, const course::Pieces& pieces) {
  if (id == variant_ && pieces == pieces_) return;
  if (id != variant_) before_ = std::exchange(variant_, id);
  pieces_ = pieces;
  cpp_->setSnippet(course::snippet(code_, id, pieces));
  python_->setSnippet(course::snippet(pythonCode_, id, pieces));
  showChanges();
}

void CodeView::setChangesShown(bool shown) { changes_->setChecked(shown); }

void CodeView::showChanges() {
  const auto before = std::ranges::find(variants_, before_, &course::Variant::id);
  if (before == variants_.end()) return changes_->hide();
  compared_ = tr("Changes from %1").arg(words(before->label));
  nameChanges();
  changes_->show();
  const auto changes = [this](const Listing& listing, const std::string& code) {
    return changes_->isChecked() ? lineChanges(words(course::snippet(code, before_, pieces_).text), listing.text())
                                 : LineChanges();
  };
  cpp_->showChanges(changes(*cpp_, code_));
  python_->showChanges(changes(*python_, pythonCode_));
}

/// In at most half of the width, so that the tabs keep theirs.
void CodeView::nameChanges() {
  changes_->setText(changes_->fontMetrics().elidedText(compared_, Qt::ElideRight, width() / 2));
  changes_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));  // a new text has taken it away
  changes_->setAccessibleName(compared_);
}

void CodeView::changeEvent(QEvent* event) {
  QTabWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) nameChanges();
}

void CodeView::resizeEvent(QResizeEvent* event) {
  nameChanges();
  QTabWidget::resizeEvent(event);
}

void CodeView::showSource(trace::SourceId source) {
  if (source.file() == codeFile_) showLine(static_cast<int>(source.line()));
}

void CodeView::showLine(int line) {
  if (!cpp_->range().contains(line)) return;
  setCurrentWidget(cpp_);
  cpp_->showLine(line);
}

void CodeView::showFrame(const FramePointer& frame) {
  if (!frame || !frame->snapshot) return clear();
  cpp_->setMarks(lineMarks(*frame->snapshot, codeFile_, cpp_->range()),
                 [snapshot = frame->snapshot](trace::ThreadId thread) { return standing(*snapshot, thread); });
}

void CodeView::showStep(const StepPointer& step) {
  cpp_->setMarks(lineMarks(*step, cpp_->range()), [step](trace::ThreadId thread) { return standing(*step, thread); });
  if (step->position > 0) showLine(static_cast<int>(step->steps[step->position - 1].line));
}

void CodeView::clear() { cpp_->clearMarks(); }

}  // namespace ui
