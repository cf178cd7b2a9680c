#pragma once

#include <QStatusBar>
#include <QTimer>

#include "course/outcome.h"
#include "ui/frame.h"

namespace ui {

class ElidedLabel;
class LatencyMeter;
class LatencyStrip;
class SteadyLabel;

/// The foot of the window: how the run is, in words; events per second, threads alive, events dropped; and how quickly
/// this window itself answers, whatever the run does.
class StatusStrip : public QStatusBar {
  Q_OBJECT

 public:
  /// `meter` must outlive the strip.
  explicit StatusStrip(const LatencyMeter& meter, QWidget* parent = nullptr);

  void showFrame(const FramePointer& frame);
  /// How a run ended; stands until the next frame.
  void showOutcome(const course::Outcome& outcome);
  /// As before the first run.
  void clear();

 private:
  void refreshLatency();
  void say(const QString& sentence);

  const LatencyMeter& meter_;
  ElidedLabel* state_;
  SteadyLabel* events_;
  SteadyLabel* threads_;
  SteadyLabel* dropped_;
  SteadyLabel* latency_;
  LatencyStrip* strip_;
  QTimer timer_;
};

/// "Running, 5 threads", "Stopped after 1.2 s": the state of a run in words.
QString inWords(const course::Frame& frame);
QString inWords(const course::Outcome& outcome);
/// Threads that were started and have not finished.
int threadsAlive(const model::Snapshot& snapshot);
/// To three digits: "950", "12 k", "3.4 M".
QString roughNumber(double number);

}  // namespace ui
