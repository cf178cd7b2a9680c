#pragma once

class QsciLexer;
class QsciScintilla;

namespace ui {

enum class Language { cpp, python };

/// The lexer of a language that also knows the names of the threading library. `parent` owns it.
QsciLexer* makeLexer(Language language, QsciScintilla& parent);

/// Colours and font of the current theme for a listing and its lexer. GUI thread only.
void applyLook(QsciScintilla& listing, QsciLexer& lexer, Language language);

}  // namespace ui
