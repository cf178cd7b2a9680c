#include "ui/listing_look.h"

#include <QApplication>
#include <vector>

#include "ui/code_font.h"
#include "ui/scintilla.h"
#include "ui/theme.h"

namespace ui {
namespace {

constexpr auto libraryNames =
    "Thread Lock RLock Condition Semaphore BoundedSemaphore Event Barrier Timer Queue LifoQueue PriorityQueue "
    "SimpleQueue ThreadPoolExecutor Future Shared Latch Gauge Stage Inside";

class CppLexer : public QsciLexerCPP {
 public:
  using QsciLexerCPP::QsciLexerCPP;
  const char* keywords(int set) const override { return set == 2 ? libraryNames : QsciLexerCPP::keywords(set); }
};

class PythonLexer : public QsciLexerPython {
 public:
  using QsciLexerPython::QsciLexerPython;
  const char* keywords(int set) const override { return set == 2 ? libraryNames : QsciLexerPython::keywords(set); }
};

enum class Token { comment, keyword, library, string, number, directive, name };

/// All at least 4.5 : 1 against the paper.
QColor color(Token token) {
  const bool dark = theme::scheme() == theme::Scheme::dark;
  switch (token) {
    case Token::comment: return dark ? QColor(0x93, 0xA0, 0xAC) : QColor(0x5B, 0x67, 0x70);
    case Token::keyword: return dark ? QColor(0x6C, 0xB6, 0xF5) : QColor(0x00, 0x52, 0x8C);
    case Token::library: return dark ? QColor(0xE3, 0xA6, 0xCC) : QColor(0x8A, 0x2F, 0x6B);
    case Token::string: return dark ? QColor(0x7F, 0xD1, 0xAE) : QColor(0x00, 0x6B, 0x4E);
    case Token::number: return dark ? QColor(0xF0, 0xB4, 0x5A) : QColor(0x8F, 0x55, 0x00);
    case Token::directive: return dark ? QColor(0xC9, 0xB4, 0x85) : QColor(0x70, 0x5A, 0x1E);
    case Token::name: return dark ? QColor(0x9C, 0xD0, 0xF7) : QColor(0x2F, 0x4B, 0x7C);
  }
  return {};
}

struct Colouring {
  Token token;
  std::vector<int> styles;
};

std::vector<Colouring> colouring(Language language) {
  using Cpp = QsciLexerCPP;
  using Python = QsciLexerPython;
  if (language == Language::cpp) {
    return {{Token::comment, {Cpp::Comment, Cpp::CommentLine, Cpp::CommentDoc, Cpp::CommentLineDoc}},
            {Token::keyword, {Cpp::Keyword}},
            {Token::library, {Cpp::KeywordSet2}},
            {Token::string, {Cpp::DoubleQuotedString, Cpp::SingleQuotedString, Cpp::RawString, Cpp::UnclosedString}},
            {Token::number, {Cpp::Number}},
            {Token::directive, {Cpp::PreProcessor}}};
  }
  return {{Token::comment, {Python::Comment, Python::CommentBlock}},
          {Token::keyword, {Python::Keyword}},
          {Token::library, {Python::HighlightedIdentifier}},
          {Token::string,
           {Python::DoubleQuotedString, Python::SingleQuotedString, Python::TripleSingleQuotedString,
            Python::TripleDoubleQuotedString, Python::UnclosedString, Python::DoubleQuotedFString,
            Python::SingleQuotedFString, Python::TripleSingleQuotedFString, Python::TripleDoubleQuotedFString}},
          {Token::number, {Python::Number}},
          {Token::name, {Python::ClassName, Python::FunctionMethodName}},
          {Token::directive, {Python::Decorator}}};
}

void applyColours(QsciLexer& lexer, Language language) {
  const QFont font = codeFont();
  lexer.setDefaultFont(font);
  lexer.setDefaultPaper(theme::paper());
  lexer.setDefaultColor(theme::ink());
  lexer.setFont(font, -1);
  lexer.setPaper(theme::paper(), -1);
  lexer.setColor(theme::ink(), -1);
  for (const Colouring& part : colouring(language)) {
    for (const int style : part.styles) lexer.setColor(color(part.token), style);
  }
  QFont bold = font;
  bold.setBold(true);
  lexer.setFont(bold, language == Language::cpp ? static_cast<int>(QsciLexerCPP::Keyword)
                                                : static_cast<int>(QsciLexerPython::Keyword));
}

}  // namespace

QsciLexer* makeLexer(Language language, QsciScintilla& parent) {
  if (language == Language::cpp) return new CppLexer(&parent);
  return new PythonLexer(&parent);
}

void applyLook(QsciScintilla& listing, QsciLexer& lexer, Language language) {
  applyColours(lexer, language);
  const QPalette palette = QApplication::palette();
  listing.setMarginsFont(codeFont());
  listing.setMarginsBackgroundColor(palette.color(QPalette::AlternateBase));
  listing.setMarginsForegroundColor(palette.color(QPalette::PlaceholderText));
  listing.setMarginWidth(0, QStringLiteral(" 9999"));
  listing.setCaretForegroundColor(theme::ink());
  listing.setSelectionBackgroundColor(palette.color(QPalette::Highlight));
  listing.setSelectionForegroundColor(palette.color(QPalette::HighlightedText));
}

}  // namespace ui
