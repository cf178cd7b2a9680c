#pragma once

#include <QObject>
#include <QTimer>

#include "ui/step_actions.h"
#include "ui/step_controller.h"

class QMenu;

namespace ui {

class StepsView;

/// A lesson's program under the learner's hand: the stepper, its panel and actions, playing, and files.
///
///   out --start()--> at the first step <--> any step, by itself while it plays; --leave()--> out
///
/// GUI thread only.
class StepMode : public QObject {
  Q_OBJECT

 public:
  /// `window` is the parent of dialogs.
  explicit StepMode(QWidget& window);
  ~StepMode() override;

  using Program = StepController::Program;
  /// `greeting` is said with the first step.
  void start(Program program, const QString& greeting);
  /// At the start of a schedule, with its steps to be redone.
  void open(Program program, std::string schedule, course::Fidelity fidelity, const QString& greeting);
  void leave();

  bool isActive() const { return controller_.isActive(); }
  bool isPlaying() const { return playing_; }
  /// Null outside of step mode, and until the first step is shown.
  const StepPointer& step() const { return step_; }

  /// Whoever went goes on, or the next step that can be redone.
  void advance();
  /// Steps by itself until it is over, a claim fails, or pause(); from the end, from the start again.
  void play();
  void pause();
  void runToLine(int line);
  /// In the panel, until the next step.
  void say(const QString& sentence);
  /// Writes all steps that are shown to that file; the panel says how that went.
  void saveTo(const QString& file);

  StepsView* view() const { return view_; }
  const StepActions& actions() const { return actions_; }
  QMenu* menu() const { return menu_; }

 Q_SIGNALS:
  void stepped(const ui::StepPointer& step);
  /// What was shown before is not what came before this: views forget it.
  void rewound();
  void activeChanged(bool active);
  /// The first step of what was started is about to be shown.
  void begun();
  /// Nothing is shown any more.
  void left();
  void playingChanged(bool playing);
  /// Started with something that cannot be stepped. What was shown before still is; without that, step mode is left.
  void refused(const QString& sentence);
  void lineChosen(std::uint32_t line);
  void leaveAsked();
  void openAsked();
  void runToCursorAsked();

 private:
  void connectActions();
  void connectView();
  void begin(const QString& greeting);
  void show(const StepPointer& step);
  void showLineRunTo(const course::StepFrame& step);
  void setPlaying(bool playing);
  void playOn();
  void waitToPlayOn();
  void chooseByKey(std::size_t number);
  void choose(trace::ThreadId thread, std::uint16_t choice);
  void goTo(std::size_t position);
  void askWhereToSave();
  void write(const QByteArray& schedule);
  void updateActions();

  StepController controller_;
  StepActions actions_;
  QWidget& window_;
  StepsView* view_;
  QMenu* menu_;
  QTimer timer_{this};  // until the next step of playing
  StepPointer step_;
  QString file_;                 // where to write what is asked for
  QString greeting_;             // until the first step
  std::uint32_t lineRunTo_ = 0;  // until it is shown; 0: none
  bool playing_ = false;
  bool fresh_ = false;  // the first step of what was started is still to come
};

}  // namespace ui
