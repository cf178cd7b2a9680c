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

QColor codeGround() { return QApplication::palette().color(QPalette::AlternateBase).darker(103); }

double headingScale(int level) {
  switch (level) {
    case 1: return 1.55;
    case 2: return 1.28;
    case 3: return 1.12;
    default: return 1.0;
  }
}

void setHeading(QTextCursor& cursor, int level, double em) {
  QTextBlockFormat block;
  block.setTopMargin(level == 1 ? 0 : em * 1.1);
  block.setBottomMargin(em * 0.35);
  cursor.mergeBlockFormat(block);
  QTextCharFormat text;
  text.setFontPointSize(QApplication::font().pointSizeF() * headingScale(level));
  text.setFontWeight(QFont::DemiBold);
  text.clearProperty(QTextFormat::FontSizeAdjustment);
  text.setProperty(QTextFormat::FontSizeAdjustment, 0);
  cursor.mergeCharFormat(text);
}

void setCodeBlock(QTextCursor& cursor, const QTextBlock& block, double em) {
  QTextBlockFormat format;
  format.setBackground(codeGround());
  format.setLeftMargin(em * 0.6);
  format.setTopMargin(isCode(block.previous()) ? 0 : em * 0.4);
  format.setBottomMargin(isCode(block.next()) ? 0 : em * 0.8);
  format.setLineHeight(115, QTextBlockFormat::ProportionalHeight);
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
  format.setBottomMargin(block.textList() != nullptr ? em * 0.25 : em * 0.7);
  cursor.mergeBlockFormat(format);
}

/// Where one way of writing begins and how long it is.
struct Stretch {
  int from;
  int length;
};

/// `code` within a sentence, and links.
void setInline(QTextDocument& document, const QTextBlock& block) {
  std::vector<Stretch> codes;
  std::vector<Stretch> links;
  for (auto part = block.begin(); !part.atEnd(); ++part) {
    const QTextFragment fragment = part.fragment();
    const Stretch stretch{fragment.position(), fragment.length()};
    if (fragment.charFormat().fontFixedPitch()) codes.push_back(stretch);
    if (fragment.charFormat().isAnchor()) links.push_back(stretch);
  }
  const auto merge = [&document](const Stretch& stretch, const QTextCharFormat& format) {
    QTextCursor cursor(&document);
    cursor.setPosition(stretch.from);
    cursor.setPosition(stretch.from + stretch.length, QTextCursor::KeepAnchor);
    cursor.mergeCharFormat(format);
  };
  QTextCharFormat code;
  code.setFontFamilies({codeFont().family()});
  code.setBackground(codeGround());
  for (const Stretch& stretch : codes) merge(stretch, code);
  QTextCharFormat link;
  link.setForeground(theme::accent());
  link.setFontUnderline(true);
  for (const Stretch& stretch : links) merge(stretch, link);
}

void setTables(const QTextFrame& frame, double em) {
  for (QTextFrame* child : frame.childFrames()) {
    auto* table = qobject_cast<QTextTable*>(child);
    if (table == nullptr) continue;
    QTextTableFormat format = table->format();
    format.setBorderCollapse(true);
    format.setBorder(1);
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
      setHeading(cursor, level, em);
    } else if (cursor.currentTable() == nullptr) {
      setParagraph(cursor, block, em);
    }
    setInline(document, block);
  }
}

}  // namespace ui
