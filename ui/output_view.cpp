#include "ui/output_view.h"

#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextCursor>
#include <QTextDocument>
#include <algorithm>
#include <map>

#include "ui/code_font.h"
#include "ui/follow_end.h"
#include "ui/hanging_lines.h"
#include "ui/theme.h"
#include "ui/thread_badge.h"
#include "ui/words.h"

namespace ui {
namespace {

/// Badge and time.
constexpr int lettersBeforeText = 18;

QTextCharFormat badgeFormat(trace::ThreadId thread) {
  QTextCharFormat format;
  format.setBackground(theme::threadColor(thread));
  format.setForeground(inkOn(theme::threadColor(thread)));
  format.setFontWeight(QFont::Bold);
  return format;
}

QTextCharFormat quietFormat() {
  QTextCharFormat format;
  format.setForeground(QGuiApplication::palette().color(QPalette::PlaceholderText));
  return format;
}

/// Writes lines behind the text as one change.
class Writer {
 public:
  explicit Writer(QTextDocument& document) : cursor_(&document) {
    cursor_.movePosition(QTextCursor::End);
    cursor_.beginEditBlock();
  }
  ~Writer() { cursor_.endEditBlock(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void leftOut(std::size_t count) {
    beginLine();
    cursor_.insertText(QObject::tr("... %1 lines more ...").arg(count), quietFormat());
  }

  void line(const model::OutputLine& line) {
    beginLine();
    const QString letter = theme::threadLetter(line.thread);
    const double milliseconds = std::chrono::duration<double, std::milli>(line.at).count();
    cursor_.insertText(QLatin1Char(' ') + letter + QLatin1Char(' '), badge(line.thread));
    cursor_.insertText(QStringLiteral("%1 ms  ").arg(milliseconds, letter.size() > 1 ? 9 : 10, 'f', 2), quietFormat());
    cursor_.insertText(words(line.text), QTextCharFormat());
  }

 private:
  void beginLine() {
    if (!cursor_.atStart()) cursor_.insertBlock();
  }

  const QTextCharFormat& badge(trace::ThreadId thread) {
    const auto [found, isNew] = badges_.try_emplace(thread);
    if (isNew) found->second = badgeFormat(thread);
    return found->second;
  }

  QTextCursor cursor_;
  std::map<trace::ThreadId, QTextCharFormat> badges_;
};

}  // namespace

OutputView::OutputView(QWidget* parent)
    : Invitation(new QPlainTextEdit, tr("What the program prints appears here when the lesson runs."), parent),
      text_(content<QPlainTextEdit>()) {
  auto* document = new QTextDocument(text_);
  document->setDocumentLayout(new HangingLines(*document, *text_, lettersBeforeText));
  text_->setDocument(document);
  text_->setReadOnly(true);
  text_->setFrameShape(QFrame::NoFrame);
  text_->setMaximumBlockCount(mostLines);
  text_->setUndoRedoEnabled(false);
  text_->setFont(codeFont());
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  new FollowEnd(*text_->verticalScrollBar());
  text_->setAccessibleName(tr("Output of the program"));
}

void OutputView::showFrame(const FramePointer& frame) {
  if (!frame || !frame->snapshot) return clear();
  if (frame->snapshot->output.end() < next_ || (frame_ && frame->snapshot->now < frame_->snapshot->now)) {
    text_->clear();
    next_ = 0;
  }
  frame_ = frame;
  append(*frame->snapshot);
  if (next_ > 0) {
    showContent();
  } else {
    showSentence(tr("The program has printed nothing yet."));
  }
}

void OutputView::append(const model::Snapshot& snapshot) {
  const auto& output = snapshot.output;
  if (output.end() == next_) return;
  const std::size_t newest = output.end() - std::min(output.end(), mostPerFrame);
  const std::size_t first = std::max({next_, output.begin(), newest});
  Writer writer(*text_->document());
  if (first > next_) writer.leftOut(first - next_);
  for (std::size_t i = first; i < output.end(); ++i) writer.line(output[i]);
  next_ = output.end();
}

void OutputView::clear() {
  text_->clear();
  next_ = 0;
  frame_ = nullptr;
  showSentence(tr("What the program prints appears here when the lesson runs."));
}

void OutputView::lookChanged() {
  text_->setFont(codeFont());
  const FramePointer frame = frame_;
  if (!frame) return;
  clear();
  showFrame(frame);
}

}  // namespace ui
