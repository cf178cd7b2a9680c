#pragma once

#include <QToolBar>
#include <chrono>

#include "course/outcome.h"

class QActionGroup;
class QLabel;
class QMenu;
class QSlider;

namespace ui {

class ElidedLabel;

/// The bar at the top: Run, Step, Explore, Pause, Stop, the speed, the title of the lesson, which areas are in sight,
/// the theme, the size of text, help. Its actions have the window's keyboard shortcuts.
class RunBar : public QToolBar {
  Q_OBJECT

 public:
  explicit RunBar(QWidget* parent = nullptr);

  void setTitle(const QString& title);
  /// What can be done in that state is enabled.
  void setState(course::RunState state);
  /// A search, and many runs, can be stopped, but not paused.
  void setExploring();
  /// The speed is that of free runs.
  void setStepping(bool stepping);
  std::chrono::nanoseconds pace() const;
  void setTextPercent(int percent);
  /// Shown by the View button.
  void setViewMenu(QMenu* menu);
  /// Shown by the arrow beside Step.
  void setStepMenu(QMenu* menu);

 Q_SIGNALS:
  void runAsked();
  void stepAsked();
  void exploreAsked();
  void pauseAsked();
  void resumeAsked();
  void stopAsked();
  void paceChosen(std::chrono::nanoseconds pace);
  void themeToggled();
  void textPercentChosen(int percent);
  void helpAsked();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QAction* add(const QString& icon, const QString& text, const QList<QKeySequence>& keys);
  void addRunActions();
  void addSpeed();
  void addTextSize();
  void stepTextSize(int direction);
  void addMenu(QAction* action, QMenu* menu, const QString& key);
  /// What depends on the size of text.
  void fitToFont();

  QAction* run_;
  QAction* step_;
  QAction* explore_;
  QAction* pause_;
  QAction* stop_;
  QAction* view_;
  QSlider* speed_;
  QLabel* speedWords_;
  ElidedLabel* title_;
  QActionGroup* sizes_;
  bool paused_ = false;
};

}  // namespace ui
