#include "ui/course_text.h"

#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QHelpEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include "ui/text_look.h"
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

QString headingOf(const course::Term& term) {
  QString name = words(term.name);
  name[0] = name[0].toUpper();
  QStringList others;
  for (const std::string& other : term.also) others += words(other);
  return others.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, others.join(QLatin1String(", ")));
}

CourseText::CourseText(QWidget* parent) : QTextBrowser(parent) {
  setOpenLinks(false);
  setFrameShape(QFrame::NoFrame);
  // The room beside the measure is paper too.
  setBackgroundRole(QPalette::Base);
  setAutoFillBackground(true);
  connect(this, &QTextBrowser::anchorClicked, this, &CourseText::follow);
}

void CourseText::showText(const std::string& markdown) {
  markdown_ = markdown;
  render();
  moveCursor(QTextCursor::Start);
}

void CourseText::replaceText(const std::string& markdown) {
  if (markdown == markdown_) return;
  markdown_ = markdown;
  renderInPlace();
}

void CourseText::render() {
  document()->setDefaultFont(font());
  document()->setMarkdown(words(markdown_));
  document()->setDocumentMargin(margin);
  applyTextLook(*document());
}

void CourseText::renderInPlace() {
  const Place place = placeAt(*document(), verticalScrollBar()->value());
  render();
  keepMeasure();
  document()->documentLayout()->documentSize();  // lays all of it out, so that the bar reaches the end
  verticalScrollBar()->setValue(qRound(edgeFor(place, *document())));
}

void CourseText::follow(const QUrl& link) {
  if (link.scheme() == QLatin1String("lesson")) {
    Q_EMIT lessonChosen(link.path());
  } else if (link.scheme() == QLatin1String("term")) {
    Q_EMIT termChosen(link.path(), placeOf(link));
  } else {
    QDesktopServices::openUrl(link);
  }
}

/// The first link to there that is in sight.
QRect CourseText::placeOf(const QUrl& link) const {
  const QRect sight = viewport()->rect();
  for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
    for (auto part = block.begin(); !part.atEnd(); ++part) {
      if (part.fragment().charFormat().anchorHref() != link.toString()) continue;
      QTextCursor cursor(document());
      cursor.setPosition(part.fragment().position());
      const QRect begin = cursorRect(cursor);
      cursor.setPosition(part.fragment().position() + part.fragment().length());
      const QRect place = begin.top() == cursorRect(cursor).top() ? begin.united(cursorRect(cursor)) : begin;
      if (sight.intersects(place)) return {viewport()->mapToGlobal(place.topLeft()), place.size()};
    }
  }
  return {viewport()->mapToGlobal(sight.topLeft()), QSize()};
}

QString CourseText::meaningAt(const QPoint& point) const {
  const QUrl link(anchorAt(point));
  if (glossary_ == nullptr || link.scheme() != QLatin1String("term")) return {};
  const course::Term* const term = glossary_->find(link.path().toStdString());
  if (term == nullptr) return {};
  QTextDocument text;
  text.setMarkdown(words(term->text));
  return QStringLiteral("<b>%1</b><br/>%2").arg(headingOf(*term).toHtmlEscaped(), text.toPlainText().toHtmlEscaped());
}

bool CourseText::viewportEvent(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QTextBrowser::viewportEvent(event);
  const auto* const help = static_cast<QHelpEvent*>(event);
  QToolTip::showText(help->globalPos(), meaningAt(help->pos()), viewport());
  return true;
}

void CourseText::keepMeasure() {
  const int widest = fontMetrics().averageCharWidth() * measure + 2 * margin;
  const int room = width() - verticalScrollBar()->sizeHint().width();
  setViewportMargins(0, 0, std::max(0, room - widest), 0);
}

void CourseText::changeEvent(QEvent* event) {
  QTextBrowser::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) renderInPlace();
}

void CourseText::resizeEvent(QResizeEvent* event) {
  keepMeasure();
  QTextBrowser::resizeEvent(event);
}

}  // namespace ui
