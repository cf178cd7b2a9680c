#include "ui/listing.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QTimer>

#include "ui/code_font.h"
#include "ui/scintilla.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

// Of two on a line, the greater one is seen.
constexpr int addedMarker = 0;
constexpr int blockedMarker = 1;
constexpr int chosenMarker = 2;
constexpr int addedSign = 3;
constexpr int signMargin = 1;
constexpr int flashMilliseconds = 700;

/// In pieces that fit. The sign takes the place of a blank, so that the rest stands where it stood.
QString signedLine(const QString& line, int columns) {
  QStringList pieces = wrapped(line, columns);
  const QString sign = QStringLiteral("\u2212");
  QString& first = pieces.front();
  first = first.startsWith(u' ') ? sign + first.mid(1) : sign + QLatin1Char(' ') + first;
  return pieces.join(u'\n');
}

}  // namespace

Listing::Listing(Language language, QWidget* parent)
    : QWidget(parent),
      language_(language),
      editor_(new QsciScintilla),
      lexer_(makeLexer(language, *editor_)),
      gutter_(new ThreadGutter(*editor_, this)),
      flash_(new QTimer(this)),
      removedStyle_(std::make_unique<QsciStyle>(-1, tr("Removed lines"), theme::ink(), theme::paper(), QFont(), true)) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(gutter_);
  layout->addWidget(editor_, 1);
  setFocusProxy(editor_);
  flash_->setSingleShot(true);
  flash_->setInterval(flashMilliseconds);
  connect(flash_, &QTimer::timeout, this, [this] { tintChosen(false); });
  connect(gutter_, &ThreadGutter::threadChosen, this, &Listing::threadChosen);
  connect(editor_, &QsciScintillaBase::SCN_PAINTED, gutter_, qOverload<>(&QWidget::update));
  prepareEditor();
  recolour();
}

Listing::~Listing() = default;

void Listing::prepareEditor() {
  editor_->setLexer(lexer_);
  editor_->setUtf8(true);
  editor_->setReadOnly(true);
  // Files are for the window.
  editor_->setAcceptDrops(false);
  editor_->viewport()->setAcceptDrops(false);
  editor_->installEventFilter(this);
  editor_->viewport()->installEventFilter(this);
  editor_->setFrameShape(QFrame::NoFrame);
  editor_->setWrapMode(QsciScintilla::WrapWord);
  editor_->setTabWidth(4);
  editor_->setWrapIndentMode(QsciScintilla::WrapIndentIndented);
  editor_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  editor_->setMarginType(0, QsciScintilla::TextMarginRightJustified);
  editor_->setMarginType(signMargin, QsciScintilla::SymbolMargin);
  editor_->setMarginWidth(signMargin, 0);
  editor_->setMarginMarkerMask(0, 0);
  editor_->setMarginMarkerMask(signMargin, 1 << addedSign);
  editor_->markerDefine(QsciScintilla::Background, addedMarker);
  editor_->markerDefine(QsciScintilla::Plus, addedSign);
  editor_->setAnnotationDisplay(QsciScintilla::AnnotationStandard);
  editor_->markerDefine(QsciScintilla::Background, blockedMarker);
  editor_->markerDefine(QsciScintilla::Background, chosenMarker);
  editor_->SendScintilla(QsciScintillaBase::SCI_SETMARGINLEFT, 0UL, 6L);
  editor_->setAccessibleName(language_ == Language::cpp ? tr("C++ listing") : tr("Python listing"));
}

void Listing::setSnippet(const course::Snippet& snippet) {
  clearMarks();
  showChanges({});
  QString text = words(snippet.text);
  while (text.endsWith(QLatin1Char('\n'))) text.chop(1);
  editor_->setText(text);
  range_ = {snippet.first_line, editor_->lines(), snippet.lines};
  gutter_->setRange(range_);
  numberLines();
}

void Listing::numberLines() {
  constexpr int lineNumberStyle = QsciScintillaBase::STYLE_LINENUMBER;
  for (int i = 0; i < range_.count; ++i) {
    editor_->setMarginText(i, QString::number(range_.at(i)), lineNumberStyle);
  }
}

QString Listing::text() const { return editor_->text(); }

void Listing::setMarks(const std::vector<LineMark>& marks, ThreadGutter::Standing standing) {
  std::vector<int> blocked;
  for (const LineMark& mark : marks) {
    if (mark.blocked) blocked.push_back(mark.line);
  }
  if (blocked != blocked_) {
    blocked_ = std::move(blocked);
    editor_->markerDeleteAll(blockedMarker);
    for (const int line : blocked_) tint(blockedMarker, line);
  }
  gutter_->setMarks(marks, std::move(standing));
}

void Listing::showChanges(const LineChanges& changes) {
  changes_ = changes;
  editor_->markerDeleteAll(addedMarker);
  editor_->markerDeleteAll(addedSign);
  for (const int line : changes_.added) {
    editor_->markerAdd(line, addedMarker);
    editor_->markerAdd(line, addedSign);
  }
  editor_->setMarginWidth(signMargin, changes_.isEmpty() ? QString() : QStringLiteral("M+"));
  annotate();
}

/// Removed lines, each with its sign, below the line that they stood behind.
void Listing::annotate() {
  editor_->clearAnnotations();
  const auto character =
      editor_->SendScintilla(QsciScintillaBase::SCI_TEXTWIDTH, QsciScintillaBase::STYLE_DEFAULT, "M");
  const int columns = std::max(8, editor_->viewport()->width() / std::max(1, static_cast<int>(character)) - 12);
  for (const LineChanges::Removed& removed : changes_.removed) {
    QStringList shown;
    for (const QString& line : removed.lines) shown += signedLine(line, columns);
    editor_->annotate(std::max(0, removed.behind), shown.join(u'\n'), *removedStyle_);
  }
}

void Listing::clearMarks() {
  blocked_.clear();
  editor_->markerDeleteAll(blockedMarker);
  editor_->markerDeleteAll(chosenMarker);
  gutter_->clear();
}

void Listing::tint(int marker, int line) { editor_->markerAdd(range_.row(line), marker); }

void Listing::showLine(int line) {
  if (!range_.contains(line)) return;
  editor_->markerDeleteAll(chosenMarker);
  tint(chosenMarker, line);
  editor_->setCursorPosition(range_.row(line), 0);
  editor_->ensureLineVisible(range_.row(line));
  tintChosen(true);
  flash_->start();
}

void Listing::tintChosen(bool strong) {
  editor_->setMarkerBackgroundColor(theme::tinted(theme::accent(), strong ? 0.55 : 0.22), chosenMarker);
}

std::vector<int> Listing::blockedLines() const { return blocked_; }

int Listing::chosenLine() const {
  const int line = editor_->markerFindNext(0, 1U << chosenMarker);
  return line < 0 ? 0 : range_.at(line);
}

std::vector<int> Listing::addedLines() const {
  std::vector<int> lines;
  for (int line = editor_->markerFindNext(0, 1U << addedSign); line >= 0;
       line = editor_->markerFindNext(line + 1, 1U << addedSign)) {
    lines.push_back(range_.at(line));
  }
  return lines;
}

QStringList Listing::removedLines() const {
  QStringList removed;
  for (int line = 0; line < editor_->lines(); ++line) removed += editor_->annotation(line);
  return removed;
}

int Listing::cursorLine() const {
  int line = 0;
  int column = 0;
  editor_->getCursorPosition(&line, &column);
  return range_.at(line);
}

bool Listing::eventFilter(QObject* watched, QEvent* event) {
  const bool entered = watched == editor_ && event->type() == QEvent::KeyPress &&
                       (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Return ||
                        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Enter);
  const bool clicked = watched == editor_->viewport() && event->type() == QEvent::MouseButtonDblClick;
  // The first click has moved the cursor there.
  if (entered || clicked) Q_EMIT lineActivated(cursorLine());
  return QWidget::eventFilter(watched, event);
}

void Listing::recolour() {
  applyLook(*editor_, *lexer_, language_);
  editor_->setMarkerBackgroundColor(theme::tinted(theme::stateColor(model::ThreadState::blocked), 0.18), blockedMarker);
  editor_->setMarkerBackgroundColor(theme::tinted(theme::addedColor(), 0.2), addedMarker);
  editor_->setMarkerForegroundColor(theme::ink(), addedSign);
  editor_->setMarkerBackgroundColor(theme::tinted(theme::addedColor(), 0.45), addedSign);
  removedStyle_->setFont(codeFont());
  removedStyle_->setColor(theme::ink());
  removedStyle_->setPaper(theme::tinted(theme::removedColor(), 0.2));
  tintChosen(false);
  numberLines();
  annotate();
}

void Listing::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) recolour();
}

void Listing::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  gutter_->updateGeometry();
  annotate();
}

}  // namespace ui
