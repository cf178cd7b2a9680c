#include "ui/lesson_text.h"

#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QEvent>
#include <QScrollBar>
#include <QTextBlock>

#include "ui/text_look.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

constexpr int measure = 86;
constexpr int margin = 14;

bool isQuoted(const QTextBlock& block) { return block.blockFormat().hasProperty(QTextFormat::BlockQuoteLevel); }

/// What the reader has at the upper edge, said so that it can be found again when paragraphs of quotes come or go.
struct Place {
  int block = 0;      ///< among those that are not quoted
  double offset = 0;  ///< of its top from the edge
};

template <class Wanted>
QTextBlock firstUnquoted(const QTextDocument& document, Wanted wanted) {
  int number = 0;
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    if (!isQuoted(block) && wanted(block, number++)) return block;
  }
  return {};
}

Place placeAt(const QTextDocument& document, double edge) {
  const QAbstractTextDocumentLayout& layout = *document.documentLayout();
  Place place;
  firstUnquoted(document, [&](const QTextBlock& block, int number) {
    const QRectF box = layout.blockBoundingRect(block);
    place = {number, box.top() - edge};
    return box.bottom() > edge;
  });
  return place;
}

double edgeFor(const Place& place, const QTextDocument& document) {
  const QTextBlock block =
      firstUnquoted(document, [&](const QTextBlock&, int number) { return number == place.block; });
  return document.documentLayout()->blockBoundingRect(block).top() - place.offset;
}

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
  markdown_ = entry.text;
  figures_.reset();
  render();
  moveCursor(QTextCursor::Start);
}

void LessonText::setFigures(course::Figures figures) {
  const std::string before = course::with_figures(markdown_, figures_);
  figures_ = std::move(figures);
  if (course::with_figures(markdown_, figures_) != before) renderInPlace();
}

void LessonText::render() {
  document()->setDefaultFont(font());
  document()->setMarkdown(words(course::with_figures(markdown_, figures_)));
  document()->setDocumentMargin(margin);
  applyTextLook(*document());
}

void LessonText::renderInPlace() {
  const Place place = placeAt(*document(), verticalScrollBar()->value());
  render();
  keepMeasure();
  document()->documentLayout()->documentSize();  // lays all of it out, so that the bar reaches the end
  verticalScrollBar()->setValue(qRound(edgeFor(place, *document())));
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
  renderInPlace();
}

void LessonText::resizeEvent(QResizeEvent* event) {
  keepMeasure();
  QTextBrowser::resizeEvent(event);
}

}  // namespace ui
