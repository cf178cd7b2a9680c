#pragma once

#include <QWidget>
#include <set>

#include "ui/frame.h"

class QLabel;

namespace ui {

class VerticalScrollArea;
class WaitForCanvas;

/// Who waits for whom, as a picture, and beneath it in words what can never go on. A thread or an object keeps its
/// place while the run goes on, faint while it has no part in a wait. GUI thread only.
class WaitForView : public QWidget {
  Q_OBJECT

 public:
  explicit WaitForView(QWidget* parent = nullptr);

  void showFrame(const FramePointer& frame);
  void clear();
  /// Chooses it, if it has a place, and tells nobody.
  void showThread(trace::ThreadId thread);

  /// What the sentences beneath say; empty while everybody can go on.
  QString sentences() const;
  /// The picture in words, for those who cannot see it: "worker-1 waits for lock left, held by worker-2."
  QString inWords() const;
  WaitForCanvas& canvas() { return *canvas_; }

 Q_SIGNALS:
  void threadChosen(trace::ThreadId thread);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fitSentences();

  WaitForCanvas* canvas_;
  QLabel* stuck_;
  VerticalScrollArea* sentences_;
};

}  // namespace ui
