#pragma once

#include <QWidget>
#include <chrono>
#include <functional>
#include <map>
#include <optional>

#include "course/catalogue.h"
#include "course/saved_schedule.h"
#include "ui/explore_controller.h"
#include "ui/panel.h"
#include "ui/qt_event_loop.h"
#include "ui/run_controller.h"
#include "ui/step_frame.h"
#include "ui/trials_controller.h"

class QLabel;
class QMenu;
class QProgressBar;

namespace ui {

class ChallengeView;
class ClaimsView;
class CodeView;
class ExploreStrip;
class FindingsView;
class LessonText;
class LogView;
class ObjectsView;
class OutputView;
class ParameterForm;
class PredictionView;
class ProgressStore;
class RunsView;
class StepMode;
class TermCard;
class TimelineView;
class WaitForView;

/// One open lesson: its text over its code, the panels that fill the docks around them, and every connection between
/// these. Its program runs freely, or is under the learner's hand, or is explored: one of these at a time.
class LessonPage : public QWidget {
  Q_OBJECT

 public:
  /// With the variant and the parameters used last. `entry` and `store` must outlive the page.
  LessonPage(const course::Entry& entry, ProgressStore& store, QWidget* parent = nullptr);
  ~LessonPage() override;

  /// What the terms in the text mean; must outlive the page.
  void setGlossary(const course::Glossary& glossary);

  const course::Entry& entry() const { return entry_; }
  RunController& runs() { return runs_; }
  ExploreController& explorer() { return explorer_; }
  TrialsController& trials() { return trials_; }
  StepMode& stepMode() { return *stepMode_; }
  /// What fills that dock; null for Panel::lessons, and where the lesson has nothing for it. Belongs to the page until
  /// a dock takes it.
  QWidget* panel(Panel panel) const;
  /// The docks that the lesson wants in front when it opens.
  std::vector<Panel> wanted() const;

  /// Runs the chosen variant; a run under way is stopped first.
  void run();
  /// Puts the chosen variant under the learner's hand; in step mode, goes on by one step.
  void step();
  /// Searches for a schedule that breaks the chosen variant; what is found opens in step mode.
  void explore();
  /// Searches for a schedule in which what a run was warned of happens, or finds that it cannot.
  void confirm(const model::Finding& warning);
  /// Explores and measures every variant.
  void compare();
  /// Of this lesson: opens in step mode, with its variant and parameters.
  void openSchedule(const course::SavedSchedule& saved, const std::string& text);
  /// Of a run, or of step mode while it plays.
  void pause();
  void resume();
  /// Ends a run, leaves step mode, cancels a search and runs that are repeated.
  void stop();
  /// Of this and the following runs.
  void setPace(std::chrono::nanoseconds pace);
  /// Stops what runs and deletes the page when nothing does any more. Returns at once.
  void retire();

  void focusText();
  void focusCode();

 Q_SIGNALS:
  /// What can be done now is what can be done with a run in that state.
  void stateChanged(course::RunState state);
  /// A search, or many runs, have begun; stateChanged() follows when they are over.
  void exploringStarted();
  /// The program is under the learner's hand, or not any more.
  void steppingChanged(bool stepping);
  /// A moment of step mode.
  void stepped(const ui::FramePointer& frame);
  /// One of many runs is to be seen as if it had just ended.
  void runOpened(const ui::TrialPointer& trial);
  /// A schedule file is to be chosen.
  void openAsked();
  /// One sentence that the person should know.
  void noticed(const QString& sentence);
  /// A link in the text leads there.
  void lessonChosen(const QString& lesson);
  /// The whole glossary is wanted, at that term.
  void glossaryAsked(const QString& term);
  /// Something was added to the store.
  void progressMade(const QString& lesson);
  /// There is something to be seen in that panel now.
  void panelWanted(ui::Panel panel);
  /// A panel needs another height than before.
  void neededHeightChanged();

 private:
  template <class View>
  View* addPanel(Panel panel);
  template <class View>
  void follow(View* view);
  template <class View>
  void followSteps(View* view);
  void connectChoices();
  void makePrediction();
  void makeChallenge();
  void restoreSettings();
  course::Settings formSettings() const;
  void makePanels();
  QWidget* makeCharts();
  QWidget* makeJobProgress();
  void layOut();
  void connectRuns();
  void connectForm();
  void chooseVariant(const QString& id);
  void showListing();
  void changeParameter(const QString& name, qint64 raw);
  void judgePrediction();
  void keepOutcome(const course::Outcome& outcome);
  void connectStepMode();
  void connectExplorer();
  void whenFree(std::function<void()> job);
  void makeRuns();
  void beginTrials(QWidget& view);
  void beginRepeating();
  void beginSweeping();
  void beginComparing();
  QString earlier() const;
  void endTrials();
  void goWhenIdle();
  void giveUpTrials();
  void openRun(const TrialPointer& trial);
  void beginStepping();
  void beginExploring(const std::optional<model::Finding>& warning);
  void leaveSchedules();
  void programChanged();
  void useSchedule(const course::SavedSchedule& saved);
  void useProgram(const std::string& variant, const course::Settings& settings);
  course::Pieces pieces() const;
  void useVariant(std::string_view variant);
  void breakByHand();
  void exploreVariant(std::string_view variant);
  void choosePieces(const QString& slot, const QString& pieces);
  void noteStep(const StepPointer& step);
  void noteVerdict(const course::Exploration& exploration);
  void noteProgress();
  void openFound(const course::Exploration& exploration);
  void showStepping(bool stepping);
  void wantPanelsFor(const StepPointer& step);
  course::Settings controlledSettings() const;
  QString smallValues(const course::Settings& controlled) const;
  void showJobProgress(int done, int total);
  QString id() const;

  static constexpr std::chrono::milliseconds exploringBudget{10'000};

  const course::Entry& entry_;
  ProgressStore& store_;
  course::Settings settings_;
  std::chrono::nanoseconds pace_{};
  std::string variant_;       // chosen
  std::string shownVariant_;  // of which the views show something
  QtEventLoop loop_;
  RunController runs_{loop_};
  ExploreController explorer_;
  TrialsController trials_;
  std::uint64_t nextSeed_ = 1;  // of repeated runs
  course::Settings repeated_;   // what they run with
  StepMode* stepMode_;
  std::function<void()> next_;                    // once the run under way is over
  std::vector<std::string> kept_;                 // parameters that step mode takes as the form shows them
  std::optional<course::SavedSchedule> opening_;  // until its first step is shown
  bool startsByHand_ = false;                     // what step mode was last asked to begin with is its first step
  bool byHand_ = false;                           // so is what it shows
  bool failing_ = false;                          // so was the last step that was shown

  std::map<Panel, QWidget*> panels_;
  LessonText* text_;
  CodeView* code_;
  ParameterForm* form_ = nullptr;
  ChallengeView* challenge_ = nullptr;  // null: the lesson is none
  TimelineView* timeline_ = nullptr;
  WaitForView* waits_ = nullptr;
  FindingsView* findings_ = nullptr;
  PredictionView* prediction_ = nullptr;
  ExploreStrip* exploring_ = nullptr;
  RunsView* manyRuns_ = nullptr;
  QWidget* jobProgress_ = nullptr;
  QLabel* jobWords_ = nullptr;
  QProgressBar* jobBar_ = nullptr;
  bool judged_ = false;
  bool retired_ = false;
};

}  // namespace ui
