#pragma once

#include <QWidget>
#include <chrono>
#include <map>

#include "course/catalogue.h"
#include "panel.h"
#include "qt_event_loop.h"
#include "run_controller.h"

class QLabel;
class QProgressBar;

namespace ui {

class ClaimsView;
class CodeView;
class FindingsView;
class LessonText;
class LogView;
class ObjectsView;
class OutputView;
class ParameterForm;
class PredictionView;
class ProgressStore;
class TimelineView;
class WaitForView;

/// One open lesson: its text over its code, the panels that fill the docks around them, its runs, and every connection
/// between these.
class LessonPage : public QWidget {
  Q_OBJECT

 public:
  /// With the variant and the parameters used last. `entry` and `store` must outlive the page.
  LessonPage(const course::Entry& entry, ProgressStore& store, QWidget* parent = nullptr);
  ~LessonPage() override;

  const course::Entry& entry() const { return entry_; }
  RunController& runs() { return runs_; }
  /// What fills that dock; null for Panel::lessons. Belongs to the page until a dock takes it.
  QWidget* panel(Panel panel) const;
  /// The docks that the lesson wants in front when it opens.
  std::vector<Panel> wanted() const;

  /// Runs the chosen variant; a run under way is stopped first.
  void run();
  /// Of this and the following runs.
  void setPace(std::chrono::nanoseconds pace);
  /// Stops what runs and deletes the page when nothing does any more. Returns at once.
  void retire();

  void focusText();
  void focusCode();

 Q_SIGNALS:
  /// A link in the text leads there.
  void lessonChosen(const QString& lesson);
  /// Something was added to the store.
  void progressMade(const QString& lesson);
  /// There is something to be seen in that panel now.
  void panelWanted(ui::Panel panel);

 private:
  template <class View>
  View* addPanel(Panel panel);
  template <class View>
  void follow(View* view);
  void makePrediction();
  void restoreSettings();
  void makePanels();
  QWidget* makeCharts();
  QWidget* makeJobProgress();
  void layOut();
  void connectRuns();
  void connectForm();
  void chooseVariant(const QString& id);
  void changeParameter(const QString& name, qint64 raw);
  void judgePrediction();
  void keepOutcome(const course::Outcome& outcome);
  void showJobProgress(int done, int total);
  QString id() const;

  const course::Entry& entry_;
  ProgressStore& store_;
  course::Settings settings_;
  std::chrono::nanoseconds pace_{};
  std::string variant_;
  QtEventLoop loop_;
  RunController runs_{loop_};

  std::map<Panel, QWidget*> panels_;
  LessonText* text_;
  CodeView* code_;
  ParameterForm* form_ = nullptr;
  TimelineView* timeline_ = nullptr;
  FindingsView* findings_ = nullptr;
  PredictionView* prediction_ = nullptr;
  QWidget* jobProgress_ = nullptr;
  QLabel* jobWords_ = nullptr;
  QProgressBar* jobBar_ = nullptr;
  bool judged_ = false;
  bool retired_ = false;
};

}  // namespace ui
