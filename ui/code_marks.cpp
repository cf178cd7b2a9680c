#include "ui/code_marks.h"

#include <algorithm>
#include <map>

namespace ui {
namespace {

bool isLive(model::ThreadState state) {
  using model::ThreadState;
  switch (state) {
    case ThreadState::created:
    case ThreadState::finished: return false;
    case ThreadState::running:
    case ThreadState::ready:
    case ThreadState::blocked:
    case ThreadState::sleeping: return true;
  }
  return false;
}

using MarksByLine = std::map<int, LineMark>;

void add(MarksByLine& marks, int line, trace::ThreadId thread, bool blocked) {
  LineMark& mark = marks[line];
  mark.line = line;
  mark.threads.push_back(thread);
  mark.blocked = mark.blocked || blocked;
}

std::vector<LineMark> inOrder(const MarksByLine& marks) {
  std::vector<LineMark> ordered;
  for (const auto& [line, mark] : marks) ordered.push_back(mark);
  return ordered;
}

}  // namespace

int LineRange::row(int line) const {
  if (lines.empty()) return line >= first && line < first + count ? line - first : -1;
  const auto found = std::find(lines.begin(), lines.end(), line);
  return found == lines.end() ? -1 : static_cast<int>(found - lines.begin());
}

std::vector<LineMark> lineMarks(const model::Snapshot& snapshot, const std::string& file, const LineRange& range) {
  MarksByLine marks;
  for (const model::ThreadView& thread : snapshot.threads) {
    const auto line = static_cast<int>(thread.source.line());
    if (!isLive(thread.state) || !thread.source || !range.contains(line) || thread.source.file() != file) continue;
    add(marks, line, thread.id, thread.state == model::ThreadState::blocked);
  }
  return inOrder(marks);
}

std::vector<LineMark> lineMarks(const course::StepFrame& step, const LineRange& range) {
  using Standing = course::StepThread::Standing;
  MarksByLine marks;
  for (const course::StepThread& thread : step.threads) {
    const auto line = static_cast<int>(thread.line);
    if (thread.standing == Standing::finished || !range.contains(line)) continue;
    add(marks, line, thread.id, thread.standing == Standing::waits);
  }
  return inOrder(marks);
}

std::string standing(const model::Snapshot& snapshot, trace::ThreadId thread) {
  const model::ThreadView* view = snapshot.thread(thread);
  if (view == nullptr) return {};
  std::string sentence = snapshot.describe(thread) + " is " + std::string(model::name(view->state));
  if (view->waits_for) sentence += ", waits for " + snapshot.describe(view->waits_for);
  if (view->held_by) sentence += ", held by " + snapshot.describe(view->held_by);
  return sentence;
}

std::string standing(const course::StepFrame& step, trace::ThreadId thread) {
  const course::StepThread* found = step.thread(thread);
  return found == nullptr ? std::string() : found->name + ' ' + found->pending;
}

int shownBadges(int threads, int fitting) { return threads <= fitting ? threads : std::max(0, fitting - 1); }

}  // namespace ui
