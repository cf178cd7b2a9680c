#pragma once

#include <QScrollArea>
#include <vector>

#include "course/lesson.h"
#include "ui/frame.h"

class QLabel;
class QPushButton;
class QRadioButton;
class QToolButton;
class QVBoxLayout;

namespace ui {

/// The question before the run. An answer, once given, stands; whether it was right is told by reveal(), after a run.
/// Who runs first and answers later is told at once. Empty when the lesson asks nothing. GUI thread only.
class PredictionView : public QScrollArea {
  Q_OBJECT

 public:
  explicit PredictionView(QWidget* parent = nullptr);

  void setPrediction(const course::Prediction& prediction);
  /// As if answered by the person, without the signal; -1 takes the answer back.
  void setAnswer(int index);
  /// -1: none yet.
  int answer() const { return answer_; }
  /// A run has ended: judge the answer.
  void reveal();
  bool isRevealed() const { return revealed_; }
  /// Reveals when the run is over.
  void showFrame(const FramePointer& frame);
  /// The question as at first, unanswered.
  void clear();

  void setFolded(bool folded);
  bool isFolded() const;
  QString judgement() const;
  int heightForWidth(int width) const override;

 Q_SIGNALS:
  void answered(int index);

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Choice {
    QWidget* row = nullptr;
    QRadioButton* button = nullptr;
    QLabel* text = nullptr;
  };

  Choice makeChoice(const course::Prediction::Answer& answer);
  void commit();
  int selected() const;
  void refresh();
  void updateChoices();

  course::Prediction prediction_;
  int answer_ = -1;
  bool revealed_ = false;
  std::vector<Choice> choices_;
  QToolButton* fold_;
  QWidget* body_;
  QLabel* question_;
  QVBoxLayout* choicesLayout_;
  QPushButton* commit_;
  QLabel* judgement_;
};

}  // namespace ui
