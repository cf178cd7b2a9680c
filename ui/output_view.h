#pragma once

#include <QTextCharFormat>

#include "ui/frame.h"
#include "ui/invitation.h"

class QPlainTextEdit;

namespace ui {

/// What the program printed, each line with its thread and time. Follows the end unless scrolled up. Keeps the newest
/// 5,000 lines; of a flood the newest thousand of each frame, and says how many it left out. GUI thread only.
class OutputView : public Invitation {
  Q_OBJECT

 public:
  explicit OutputView(QWidget* parent = nullptr);

  void showFrame(const FramePointer& frame);
  void clear();

  QPlainTextEdit& text() { return *text_; }

  static constexpr int mostLines = 5'000;
  static constexpr std::size_t mostPerFrame = 1'000;

 protected:
  void lookChanged() override;

 private:
  void append(const model::Snapshot& snapshot);
  void restart(const FramePointer& frame);

  QPlainTextEdit* text_;
  std::size_t next_ = 0;  ///< number of the first line that is not shown yet
  FramePointer frame_;
};

}  // namespace ui
