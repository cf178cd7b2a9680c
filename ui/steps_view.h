#pragma once

#include "ui/invitation.h"
#include "ui/step_frame.h"

class QAction;
class QLabel;
class QSlider;
class QTableView;
class QToolBar;

namespace ui {

class ElidedLabel;
class StepActions;
class StepsModel;
class StepThreads;

/// Step mode's panel: the actions and the speed of playing, what is wrong, a lane for each thread with its buttons, and
/// the schedule so far. GUI thread only.
class StepsView : public Invitation {
  Q_OBJECT

 public:
  /// `actions` must outlive the view.
  explicit StepsView(const StepActions& actions, QWidget* parent = nullptr);

  enum class Settled : std::uint8_t { no, yes };
  /// Null: an invitation. Not settled: more is on its way, and the list's current row stays where the person moved it.
  void setStep(const StepPointer& step, Settled settled = Settled::yes);
  /// One sentence under the verdict, until the next step; empty: none.
  void say(const QString& sentence);
  /// What the program is stepped with, where that differs from what the form shows: "Threads = 2".
  void setValues(const QString& values);
  /// Pause between two steps while playing.
  std::chrono::nanoseconds pace() const;

  StepThreads& threads() { return *threads_; }
  QTableView& table() { return *table_; }
  QString verdict() const;
  QString message() const;

 Q_SIGNALS:
  void threadChosen(trace::ThreadId thread, quint16 choice);
  void jumped(std::size_t position);
  void paceChanged();
  /// Chosen in the list: the line of that step.
  void lineChosen(std::uint32_t line);

 protected:
  void lookChanged() override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* makeHeader(const StepActions& actions);
  QWidget* makeSpeed();
  QWidget* makeSplit(QAction& action);
  QWidget* makeSchedule();
  void setWidths();
  void fitThreadColumn();
  void showVerdict();
  void follow(const StepPointer& step);
  void fitToFont();

  StepsModel* model_;
  QToolBar* bar_ = nullptr;
  QSlider* speed_ = nullptr;
  QLabel* speedWords_ = nullptr;
  QLabel* verdict_;
  QLabel* message_;
  QLabel* count_;
  ElidedLabel* values_;
  StepThreads* threads_;
  QTableView* table_;
  StepPointer step_;
  bool following_ = false;
};

}  // namespace ui
