#include "ui/hanging_lines.h"

#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

namespace ui {

HangingLines::HangingLines(QTextDocument& document, const QPlainTextEdit& editor, int letters)
    : QPlainTextDocumentLayout(&document), editor_(editor), letters_(letters) {}

QRectF HangingLines::blockBoundingRect(const QTextBlock& block) const {
  // The base lays out what has no lines yet.
  if (block.isValid() && block.isVisible() && block.layout()->lineCount() == 0) layOut(block);
  return QPlainTextDocumentLayout::blockBoundingRect(block);
}

void HangingLines::documentChanged(int from, int charsRemoved, int charsAdded) {
  QPlainTextDocumentLayout::documentChanged(from, charsRemoved, charsAdded);
  // A change within one block the base has laid out itself.
  if (const QTextBlock block = document()->findBlock(from); block.isValid()) block.layout()->clearLayout();
}

void HangingLines::layOut(const QTextBlock& block) const {
  const qreal margin = document()->documentMargin();
  const qreal room = editor_.viewport()->width() - 2 * margin;
  const qreal width = room > 0 ? room : QWIDGETSIZE_MAX;
  const qreal before = QFontMetricsF(editor_.font()).horizontalAdvance(QString(letters_, QLatin1Char(' ')));
  const qreal indent = before < width / 2 ? before : 0;
  QTextLayout& layout = *block.layout();
  layout.setTextOption(document()->defaultTextOption());
  layout.beginLayout();
  qreal height = 0;
  for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
    const qreal left = line.textStart() == 0 ? 0 : indent;
    line.setLeadingIncluded(true);
    line.setLineWidth(width - left);
    line.setPosition({margin + left, height});
    height += line.height();
  }
  layout.endLayout();
  QTextBlock(block).setLineCount(layout.lineCount());
}

}  // namespace ui
