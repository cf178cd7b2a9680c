#pragma once

#include <QWidget>

#include "ui/trials_controller.h"

class QLabel;

namespace ui {

class ElidedLabel;
class Invitation;
class OutcomeBars;
class TrialsBar;
class VerticalScrollArea;

/// Runs a variant many times and shows how often it came to what; a bar opens one of its runs. GUI thread only.
class RepeatView : public QWidget {
  Q_OBJECT

 public:
  explicit RepeatView(QWidget* parent = nullptr);

  TrialsBar& bar() { return *bar_; }
  OutcomeBars& bars() { return *bars_; }
  /// What is repeated from now on: "Plain counter, threads 4".
  void begin(const QString& program);
  void showRepeat(const RepeatPointer& repeat);
  /// What the store knows of earlier runs of the same; empty: nothing.
  void showEarlier(const QString& sentence);
  /// As .png, .pdf or .csv ("outcome,least,greatest,holds,runs,share").
  bool exportTo(const QString& path, QString* error);

 Q_SIGNALS:
  void opened(const ui::TrialPointer& trial);

 private:
  void showSelection(int bar);
  void open(int bar);
  void writeBars(QTextStream& out) const;

  TrialsBar* bar_;
  ElidedLabel* program_;
  OutcomeBars* bars_;
  VerticalScrollArea* area_;
  Invitation* pane_;
  QLabel* words_;
  QLabel* earlier_;
};

}  // namespace ui
