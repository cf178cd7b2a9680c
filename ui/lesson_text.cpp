#include "ui/lesson_text.h"

#include <QDesktopServices>
#include <QEvent>
#include <QScrollBar>

#include "ui/text_look.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

constexpr int measure = 86;
constexpr int margin = 14;

}  // namespace

LessonText::LessonText(QWidget* parent) : QTextBrowser(parent) {
  setOpenLinks(false);
  setFrameShape(QFrame::NoFrame);
  // The room beside the measure is paper too.
  setBackgroundRole(QPalette::Base);
  setAutoFillBackground(true);
  setAccessibleName(tr("Text of the lesson"));
  connect(this, &QTextBrowser::anchorClicked, this, &LessonText::follow);
}

void LessonText::setEntry(const course::Entry& entry) {
  markdown_ = words(entry.text);
  render();
  moveCursor(QTextCursor::Start);
}

void LessonText::render() {
  document()->setDefaultFont(font());
  document()->setMarkdown(markdown_);
  document()->setDocumentMargin(margin);
  applyTextLook(*document());
}

void LessonText::follow(const QUrl& link) {
  if (link.scheme() == QLatin1String("lesson")) {
    Q_EMIT lessonChosen(link.path());
  } else {
    QDesktopServices::openUrl(link);
  }
}

void LessonText::keepMeasure() {
  const int widest = fontMetrics().averageCharWidth() * measure + 2 * margin;
  const int room = width() - verticalScrollBar()->sizeHint().width();
  setViewportMargins(0, 0, std::max(0, room - widest), 0);
}

void LessonText::changeEvent(QEvent* event) {
  QTextBrowser::changeEvent(event);
  if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
  const int position = verticalScrollBar()->value();
  render();
  keepMeasure();
  verticalScrollBar()->setValue(position);
}

void LessonText::resizeEvent(QResizeEvent* event) {
  keepMeasure();
  QTextBrowser::resizeEvent(event);
}

}  // namespace ui
