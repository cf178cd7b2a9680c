#include "ui/text_look.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>
#include <algorithm>
#include <vector>

#include "ui/code_font.h"
#include "ui/theme.h"

namespace ui {
namespace {

bool isCode(const QTextBlock& block) {
  return block.blockFormat().hasProperty(QTextFormat::BlockCodeFence) ||
         block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage);
}

QColor codeGround() { return theme::tinted(theme::ink(), 0.07); }

double headingScale(int level) {
  switch (level) {
    case 1: return 1.55;
    case 2: return 1.28;
    case 3: return 1.12;
    default: return 1.0;
  }
}

/// A part of a block that is written in one way.
struct Stretch {
  int from;
  int length;
  QTextCharFormat format;
};

std::vector<Stretch> stretches(const QTextBlock& block) {
  std::vector<Stretch> parts;
  for (auto part = block.begin(); !part.atEnd(); ++part) {
    const QTextFragment fragment = part.fragment();
    parts.push_back({fragment.position(), fragment.length(), fragment.charFormat()});
  }
  return parts;
}

void select(QTextCursor& cursor, const Stretch& stretch) {
  cursor.setPosition(stretch.from);
  cursor.setPosition(stretch.from + stretch.length, QTextCursor::KeepAnchor);
}

void setHeading(QTextCursor& cursor, const QTextBlock& block, int level, double em) {
  QTextBlockFormat format;
  format.setTopMargin(level == 1 ? 0 : em * 1.1);
  format.setBottomMargin(em * 0.35);
  cursor.mergeBlockFormat(format);
  for (const Stretch& stretch : stretches(block)) {
    QTextCharFormat text = stretch.format;
    // Markdown's own adjustment would outweigh a size in points, and cannot be merged away.
    text.clearProperty(QTextFormat::FontSizeAdjustment);
    text.setFontPointSize(QApplication::font().pointSizeF() * headingScale(level));
    text.setFontWeight(QFont::DemiBold);
    select(cursor, stretch);
    cursor.setCharFormat(text);
  }
}

void setCodeBlock(QTextCursor& cursor, const QTextBlock& block, double em) {
  QTextBlockFormat format;
  format.setBackground(codeGround());
  format.setLeftMargin(em * 0.6);
  format.setTopMargin(isCode(block.previous()) ? 0 : em * 0.4);
  format.setBottomMargin(isCode(block.next()) ? 0 : em * 0.8);
  format.setNonBreakableLines(false);
  cursor.mergeBlockFormat(format);
  QTextCharFormat text;
  text.setFont(codeFont());
  cursor.mergeCharFormat(text);
}

void setParagraph(QTextCursor& cursor, const QTextBlock& block, double em) {
  QTextBlockFormat format;
  format.setLineHeight(132, QTextBlockFormat::ProportionalHeight);
  format.setTopMargin(0);
  const bool listGoesOn = block.textList() != nullptr && block.next().textList() != nullptr;
  format.setBottomMargin(listGoesOn ? em * 0.25 : em * 0.7);
  if (block.blockFormat().hasProperty(QTextFormat::BlockQuoteLevel)) {
    format.setBackground(theme::tinted(theme::accent(), 0.14));
    format.setTopMargin(em * 0.4);
    format.setLeftMargin(em * 0.6);
    format.setRightMargin(0);
  }
  cursor.mergeBlockFormat(format);
}

/// A little smaller, so that calls fit beside each other; with room below, so that the ground of the next line's code
/// leaves underscores in sight.
void setCell(QTextCursor& cursor) {
  QTextBlockFormat format;
  format.setLineHeight(125, QTextBlockFormat::ProportionalHeight);
  cursor.mergeBlockFormat(format);
  QTextCharFormat text;
  text.setFontPointSize(QApplication::font().pointSizeF() * 0.88);
  cursor.mergeCharFormat(text);
}

/// A word that the glossary explains is underlined with dots and keeps the colour of the text.
bool leadsToTerm(const QTextCharFormat& format) { return format.anchorHref().startsWith(QLatin1String("term:")); }

/// `code` within a sentence, and links.
void setInline(QTextCursor& cursor, const QTextBlock& block) {
  for (const Stretch& stretch : stretches(block)) {
    QTextCharFormat format;
    if (stretch.format.fontFixedPitch()) {
      format.setFontFamilies({codeFont().family()});
      format.setBackground(codeGround());
    }
    if (leadsToTerm(stretch.format)) {
      format.setForeground(theme::ink());
      format.setUnderlineStyle(QTextCharFormat::DotLine);
      format.setUnderlineColor(theme::accent());
    } else if (stretch.format.isAnchor()) {
      format.setForeground(theme::accent());
      format.setFontUnderline(true);
    }
    if (format.isEmpty()) continue;
    select(cursor, stretch);
    cursor.mergeCharFormat(format);
  }
}

void setTables(const QTextFrame& frame, double em) {
  for (QTextFrame* child : frame.childFrames()) {
    auto* table = qobject_cast<QTextTable*>(child);
    if (table == nullptr) continue;
    QTextTableFormat format = table->format();
    format.setBorderCollapse(true);
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(theme::gridColor());
    format.setCellPadding(em * 0.3);
    format.setCellSpacing(0);
    format.setBottomMargin(em * 0.8);
    table->setFormat(format);
  }
}

}  // namespace

void applyTextLook(QTextDocument& document) {
  const double em = QFontMetricsF(QApplication::font()).height();
  setTables(*document.rootFrame(), em);
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    if (isCode(block)) {
      setCodeBlock(cursor, block, em);
      continue;
    }
    if (const int level = block.blockFormat().headingLevel(); level > 0) {
      setHeading(cursor, block, level, em);
    } else if (cursor.currentTable() == nullptr) {
      setParagraph(cursor, block, em);
    } else {
      setCell(cursor);
    }
    setInline(cursor, block);
  }
}

}  // namespace ui
