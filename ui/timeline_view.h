#pragma once

#include <QWidget>

#include "trace/ids.h"
#include "trace/source.h"
#include "ui/frame.h"

class QScrollBar;
class QToolButton;

namespace ui {

namespace timeline {
class Canvas;
class Legend;
}  // namespace timeline

/// The threads of a run over time: a lane per thread, a bar per state, arrows for wake-ups. It follows a run live until
/// somebody moves or zooms; hovering tells a sentence, clicking chooses a thread and a line.
///
/// Keys: Left, Right, Home, End move; + and - zoom; Up and Down choose a lane, [ and ] a stretch in it, Enter its line;
/// M measures from the chosen stretch; F shows the whole run, L follows; Escape lets go. GUI thread only.
class TimelineView : public QWidget {
  Q_OBJECT

 public:
  explicit TimelineView(QWidget* parent = nullptr);

  /// Null, or a frame without a snapshot: empty, with a sentence that says how to fill it.
  void showFrame(const ui::FramePointer& frame);
  void clear();
  /// Chooses its lane, and tells nobody.
  void showThread(trace::ThreadId thread);

 Q_SIGNALS:
  /// The line that began the stretch which was clicked, or chosen and entered.
  void lineChosen(trace::SourceId line);
  void threadChosen(trace::ThreadId thread);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QWidget* makeHeader();
  QToolButton* makeLegendButton();
  void arrangeLegend();
  QToolButton* makeButton(const QString& text, const QString& help, void (timeline::Canvas::*action)());
  void updateButtons();
  void updateScrollBar();

  timeline::Canvas* canvas_;
  QScrollBar* scrollBar_;
  QToolButton* fit_ = nullptr;
  QToolButton* follow_ = nullptr;
  timeline::Legend* legend_ = nullptr;
  QToolButton* legendButton_ = nullptr;  ///< has it in a window of its own, where the legend would take too many lines
};

}  // namespace ui
