#include "ui/wait_for_view.h"

#include <QAccessible>
#include <QLabel>
#include <QStringList>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme.h"
#include "ui/vertical_scroll_area.h"
#include "ui/wait_for_canvas.h"
#include "ui/words.h"

namespace ui {
namespace {

QString stuckSentences(const model::Snapshot& snapshot) {
  QStringList sentences;
  for (const model::Stuck& stuck : snapshot.stuck) {
    sentences += theme::verdictSign(course::Verdict::fails) + QLatin1Char(' ') + words(stuck.sentence);
  }
  return sentences.join(QLatin1Char('\n'));
}

QString waitSentences(const model::Snapshot& snapshot) {
  QStringList sentences;
  for (const model::Wait& wait : snapshot.waits) {
    QString sentence = WaitForView::tr("%1 waits for %2")
                           .arg(words(snapshot.describe(wait.thread)), words(snapshot.describe(wait.object)));
    if (wait.holder) sentence += WaitForView::tr(", held by %1").arg(words(snapshot.describe(wait.holder)));
    sentences += sentence + QLatin1Char('.');
  }
  return sentences.isEmpty() ? WaitForView::tr("Nobody waits.") : sentences.join(QLatin1Char(' '));
}

}  // namespace

WaitForView::WaitForView(QWidget* parent)
    : QWidget(parent), canvas_(new WaitForCanvas), stuck_(new QLabel), sentences_(new VerticalScrollArea(stuck_)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(canvas_, 1);
  layout->addWidget(sentences_);
  stuck_->setWordWrap(true);
  stuck_->setTextFormat(Qt::PlainText);
  stuck_->setMargin(6);
  stuck_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  stuck_->setAccessibleName(tr("What can never go on"));
  sentences_->hide();
  setFocusProxy(canvas_);
  connect(canvas_, &WaitForCanvas::threadChosen, this, &WaitForView::threadChosen);
}

void WaitForView::showFrame(const FramePointer& frame) {
  if (!frame || !frame->snapshot) return clear();
  canvas_->setSnapshot(frame->snapshot);
  if (QAccessible::isActive()) canvas_->setAccessibleDescription(inWords());
  const QString sentences = stuckSentences(*frame->snapshot);
  if (sentences != stuck_->text()) {
    stuck_->setText(sentences);
    sentences_->setVisible(!sentences.isEmpty());
    fitSentences();
  }
}

void WaitForView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitSentences();
}

/// The picture keeps what it can: claims and the window's foot have these sentences too.
void WaitForView::fitSentences() {
  const int needed = std::max(0, stuck_->heightForWidth(width()));
  const int line = stuck_->fontMetrics().lineSpacing();
  const int lines = std::max(height() / 4 / line, 3) * line;
  const bool fits = needed <= lines + stuck_->margin() * 2;
  // Left to itself, a scroll bar that was needed once would stay, since the text is longer beside it.
  sentences_->setVerticalScrollBarPolicy(fits ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
  // Without the margin below, where half of the next line would be seen.
  sentences_->setFixedHeight(fits ? needed : lines + stuck_->margin());
  stuck_->setToolTip(fits ? QString() : stuck_->text());
}

void WaitForView::clear() {
  canvas_->setSnapshot(nullptr);
  stuck_->clear();
  sentences_->hide();
}

void WaitForView::showThread(trace::ThreadId thread) { canvas_->showThread(thread); }

QString WaitForView::sentences() const { return stuck_->text(); }

QString WaitForView::inWords() const { return canvas_->snapshot() ? waitSentences(*canvas_->snapshot()) : QString(); }

}  // namespace ui
