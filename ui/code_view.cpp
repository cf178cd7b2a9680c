#include "ui/code_view.h"

#include "ui/listing.h"

namespace ui {

CodeView::CodeView(QWidget* parent)
    : QTabWidget(parent), cpp_(new Listing(Language::cpp)), python_(new Listing(Language::python)) {
  setDocumentMode(true);
  addTab(cpp_, tr("C++"));
  addTab(python_, tr("Python"));
  setTabToolTip(0, tr("The program that runs, with a badge for each thread at its line"));
  setTabToolTip(1, tr("The same program in Python"));
  setAccessibleName(tr("Program"));
  connect(cpp_, &Listing::threadChosen, this, &CodeView::threadChosen);
  connect(cpp_, &Listing::lineActivated, this, &CodeView::lineActivated);
}

void CodeView::setEntry(const course::Entry& entry) {
  code_ = entry.code;
  codeFile_ = entry.code_file;
  pythonCode_ = entry.python;
  setTabVisible(indexOf(python_), !pythonCode_.empty());
  setVariant(entry.lesson.variants.empty() ? std::string() : entry.lesson.variants.front().id);
}

void CodeView::setVariant(const std::string& id, const course::Pieces& pieces) {
  cpp_->setSnippet(course::snippet(code_, id, pieces));
  python_->setSnippet(course::snippet(pythonCode_, id, pieces));
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
