#include "ui/status_strip.h"

#include <algorithm>

#include "ui/elided_label.h"
#include "ui/latency_meter.h"
#include "ui/latency_strip.h"
#include "ui/spinner.h"
#include "ui/steady_label.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

constexpr int stripColumns = 120;

QString duration(std::chrono::nanoseconds time) { return QString::fromStdString(model::in_words(time)); }

QString endingInWords(course::Ending ending) {
  switch (ending) {
    case course::Ending::running: return QStringLiteral("Running");
    case course::Ending::finished: return QStringLiteral("Finished");
    case course::Ending::stopped: return QStringLiteral("Stopped");
    case course::Ending::stuck: return QStringLiteral("Stopped while stuck");
    case course::Ending::failed: return QStringLiteral("Ended by an error");
  }
  return {};
}

SteadyLabel* figure(QStatusBar& bar, const QString& name, const QString& tip) {
  auto* label = new SteadyLabel(&bar);
  label->setObjectName(name);
  label->setToolTip(tip);
  bar.addPermanentWidget(label);
  return label;
}

}  // namespace

QString inWords(const course::Frame& frame) {
  const int alive = frame.snapshot ? threadsAlive(*frame.snapshot) : 0;
  const QString threads = alive == 1 ? QStringLiteral("1 thread") : QStringLiteral("%1 threads").arg(alive);
  if (frame.state == course::RunState::running && frame.snapshot && !frame.snapshot->stuck.empty()) {
    return QStringLiteral("Stuck: ") + words(frame.snapshot->stuck.front().sentence);
  }
  switch (frame.state) {
    case course::RunState::ready: return QStringLiteral("Ready");
    case course::RunState::running: return QStringLiteral("Running, ") + threads;
    case course::RunState::paused: return QStringLiteral("Paused, ") + threads;
    case course::RunState::stopping: return QStringLiteral("Stopping, ") + threads;
    case course::RunState::over:
      // A program that is stepped is left where a claim failed.
      if (frame.ending == course::Ending::running) return QStringLiteral("Stopped at this step, ") + threads;
      return endingInWords(frame.ending);
  }
  return {};
}

QString inWords(const course::Outcome& outcome) {
  const QString ended = QStringLiteral("%1 after %2").arg(endingInWords(outcome.ending), duration(outcome.duration));
  const std::string& reason = outcome.error.empty() ? outcome.stuck : outcome.error;
  return reason.empty() ? ended : ended + QStringLiteral(": ") + words(reason);
}

int threadsAlive(const model::Snapshot& snapshot) {
  return static_cast<int>(std::count_if(snapshot.threads.begin(), snapshot.threads.end(), [](const auto& thread) {
    return thread.state != model::ThreadState::created && thread.state != model::ThreadState::finished;
  }));
}

QString roughNumber(double number) {
  if (number < 1000) return QString::number(number, 'f', 0);
  const bool millions = number >= 999'500;
  return QStringLiteral("%1 %2").arg(number / (millions ? 1e6 : 1e3), 0, 'g', 3).arg(QChar(millions ? u'M' : u'k'));
}

StatusStrip::StatusStrip(const LatencyMeter& meter, QWidget* parent) : QStatusBar(parent), meter_(meter) {
  setSizeGripEnabled(false);
  setContentsMargins(6, 0, 6, 0);
  state_ = new ElidedLabel(this);
  state_->setObjectName(QStringLiteral("State of the run"));
  state_->setMinimumWidth(120);
  addWidget(state_, 1);
  events_ = figure(*this, QStringLiteral("Events per second"), QStringLiteral("Events recorded in the last second"));
  threads_ = figure(*this, QStringLiteral("Threads alive"), QStringLiteral("Threads that run, wait or sleep now"));
  dropped_ = figure(*this, QStringLiteral("Events dropped"),
                    QStringLiteral("Events that were counted but not kept, because memory for them was full"));
  latency_ = figure(*this, QStringLiteral("Latency of this window"),
                    QStringLiteral("How long an event waited for this window in the last 5 seconds: 99 of 100 "
                                   "waited no longer than p99. One frame is 16 ms."));
  addPermanentWidget(strip_ = new LatencyStrip(this));
  addPermanentWidget(new Spinner(this));
  connect(&timer_, &QTimer::timeout, this, &StatusStrip::refreshLatency);
  timer_.start(250);
  clear();
  refreshLatency();
}

void StatusStrip::clear() {
  say(QStringLiteral("Ready"));
  events_->setText(QStringLiteral("0 events/s"));
  threads_->setText(QStringLiteral("0 threads"));
  dropped_->setText(QStringLiteral("0 dropped"));
}

void StatusStrip::say(const QString& sentence) {
  state_->setText(sentence);
  state_->setToolTip(sentence);
}

void StatusStrip::showFrame(const FramePointer& frame) {
  if (!frame || !frame->snapshot) return clear();
  const model::Snapshot& snapshot = *frame->snapshot;
  const int alive = threadsAlive(snapshot);
  say(inWords(*frame));
  // Where it stands still, or goes step by step, the trace's own time says nothing of a rate.
  const double rate = frame->state == course::RunState::running ? snapshot.events_per_second : 0;
  events_->setText(QStringLiteral("%1 events/s").arg(roughNumber(rate)));
  threads_->setText(alive == 1 ? QStringLiteral("1 thread") : QStringLiteral("%1 threads").arg(alive));
  dropped_->setText(QStringLiteral("%1 dropped").arg(roughNumber(static_cast<double>(snapshot.totals.dropped))));
}

void StatusStrip::showOutcome(const course::Outcome& outcome) { say(inWords(outcome)); }

void StatusStrip::refreshLatency() {
  const LatencyStatistics::Reading reading = meter_.reading();
  latency_->setText(
      QStringLiteral("Latency p99 %1, worst %2").arg(duration(reading.percentile99), duration(reading.worst)));
  strip_->setValues(meter_.worstPerColumn(stripColumns));
}

}  // namespace ui
