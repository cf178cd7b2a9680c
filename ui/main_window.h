#pragma once

#include <QMainWindow>

#include "course/catalogue.h"
#include "ui/latency_meter.h"
#include "ui/preferences.h"
#include "ui/progress_store.h"

namespace ui {

class Docks;
class GlossaryWindow;
class LessonList;
class LessonPage;
class Notice;
class RunBar;
class StatusStrip;

/// The window: the bar, the list of lessons, the page of the lesson that is open with its panels in docks, and the
/// status strip. A page is built when its lesson is opened. GUI thread only.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  /// Looks as it did when it was last closed, at the lesson that was open then. `catalogue` must outlive the window and
  /// have a lesson.
  explicit MainWindow(const course::Catalogue& catalogue);
  /// A run under way is stopped, within a second.
  ~MainWindow() override;

  /// Raises BadInput for an unknown id, and then nothing has changed.
  void openLesson(const QString& id);
  /// A schedule file, in step mode at its start. If it is none, a notice says why, and nothing else has changed.
  void openSchedule(const QString& file);
  /// As a click on Run.
  void startRun();
  /// Like the person's own choices, kept for the next start.
  void setScheme(theme::Scheme scheme);
  void setTextPercent(int percent);

  LessonPage& page() { return *page_; }

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void connectBar();
  void connectPage();
  void showPage(LessonPage* page);
  void raiseWanted();
  void applyLook();
  void restoreWindow();
  void openLastLesson();
  void showProgress(const QString& lesson);
  template <class Action>
  void addKey(const QString& key, Action action);
  void showHelp();
  void showGlossary(const QString& term);
  void askForSchedule();

  const course::Catalogue& catalogue_;
  Preferences preferences_;
  ProgressStore store_;
  LatencyMeter meter_;
  RunBar* bar_;
  StatusStrip* strip_;
  Docks* docks_;
  LessonList* list_;
  Notice* notice_;
  GlossaryWindow* glossary_ = nullptr;  // until it is asked for
  LessonPage* page_ = nullptr;          // never null once constructed
  bool arranged_ = false;
};

}  // namespace ui
