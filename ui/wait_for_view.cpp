#include "ui/wait_for_view.h"

#include <QAccessible>
#include <QLabel>
#include <QStringList>
#include <QVBoxLayout>

#include "ui/theme.h"
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

WaitForView::WaitForView(QWidget* parent) : QWidget(parent), canvas_(new WaitForCanvas), stuck_(new QLabel) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(canvas_, 1);
  layout->addWidget(stuck_);
  stuck_->setWordWrap(true);
  stuck_->setTextFormat(Qt::PlainText);
  stuck_->setMargin(6);
  stuck_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  stuck_->setAccessibleName(tr("What can never go on"));
  stuck_->hide();
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
    stuck_->setVisible(!sentences.isEmpty());
  }
}

void WaitForView::clear() {
  canvas_->setSnapshot(nullptr);
  stuck_->clear();
  stuck_->hide();
}

QString WaitForView::sentences() const { return stuck_->text(); }

QString WaitForView::inWords() const { return canvas_->snapshot() ? waitSentences(*canvas_->snapshot()) : QString(); }

}  // namespace ui
