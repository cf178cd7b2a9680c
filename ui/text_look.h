#pragma once

class QTextDocument;

namespace ui {

/// Sets a document that came from Markdown in the theme's look: sizes and distances of headings, paragraphs and lists,
/// code in the code font on a ground of its own. GUI thread only.
void applyTextLook(QTextDocument& document);

}  // namespace ui
