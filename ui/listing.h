#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "course/catalogue.h"
#include "ui/code_marks.h"
#include "ui/line_changes.h"
#include "ui/listing_look.h"
#include "ui/thread_gutter.h"

class QsciLexer;
class QsciScintilla;
class QsciStyle;
class QTimer;

namespace ui {

/// A read-only listing: a snippet with the line numbers of its file, wrapped rather than scrolled sideways, with
/// threads beside their lines. GUI thread only.
class Listing : public QWidget {
  Q_OBJECT

 public:
  explicit Listing(Language language, QWidget* parent = nullptr);
  ~Listing() override;

  void setSnippet(const course::Snippet& snippet);
  const LineRange& range() const { return range_; }
  QString text() const;
  void setMarks(const std::vector<LineMark>& marks, ThreadGutter::Standing standing);
  /// Marks the lines that came, and shows those that went at the places where they were, until the next snippet. Empty
  /// changes show the snippet as it is.
  void showChanges(const LineChanges& changes);
  /// Forgets marks and the chosen line.
  void clearMarks();
  /// Scrolls to a line of the file, flashes it and leaves a mark on it. Nothing if it is not in range().
  void showLine(int line);

  /// Lines of the file that are tinted because a thread waits there; the one chosen last, or 0.
  std::vector<int> blockedLines() const;
  int chosenLine() const;
  /// Lines of the file that are marked as having come; what is shown below each line of the snippet as having gone.
  std::vector<int> addedLines() const;
  QStringList removedLines() const;
  /// The line of the file that the cursor is in.
  int cursorLine() const;
  ThreadGutter& gutter() { return *gutter_; }

 Q_SIGNALS:
  void threadChosen(trace::ThreadId thread);
  /// A line was clicked twice, or Enter was pressed in it.
  void lineActivated(int line);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void prepareEditor();
  void recolour();
  void tintChosen(bool strong);
  void numberLines();
  void annotate();
  void tint(int marker, int line);

  Language language_;
  QsciScintilla* editor_;
  QsciLexer* lexer_;
  ThreadGutter* gutter_;
  QTimer* flash_;
  LineRange range_;
  std::vector<int> blocked_;
  LineChanges changes_;
  std::unique_ptr<QsciStyle> removedStyle_;
};

}  // namespace ui
