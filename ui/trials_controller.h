#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <string>

#include "course/comparison.h"
#include "course/repeat.h"
#include "course/sweep.h"
#include "ui/background_job.h"

namespace ui {

using TrialPointer = std::shared_ptr<const course::Trial>;
using RepeatPointer = std::shared_ptr<const course::Repeat>;
using CurvePointer = std::shared_ptr<const course::SweepCurve>;
using ComparisonPointer = std::shared_ptr<const course::Comparison>;

/// The page's hold on many runs, done one after the other on a thread of their own: a repetition, a sweep or a
/// comparison, one at a time. Jobs that the programs post go to an event loop of their own, not to the window's.
///
/// Thread-safety: GUI thread only.
/// Blocks:        only the destructor, until the run under way has been taken down (within a second).
class TrialsController : public QObject {
  Q_OBJECT

 public:
  explicit TrialsController(QObject* parent = nullptr);
  ~TrialsController() override;

  /// What is under way is given up. `entry` must outlive the controller; of the options, what is called on the thread
  /// of the runs is set here.
  void repeat(const course::Entry& entry, const std::string& variant, const course::Settings& settings,
              course::RepeatOptions options);
  void sweep(const course::Entry& entry, const course::Sweep& sweep, const course::Settings& settings,
             course::SweepOptions options);
  void compare(const course::Entry& entry, const course::Settings& settings, course::ComparisonOptions options);
  /// Ends it, and nothing follows. Returns at once.
  void giveUp();

  /// Between the start and ended() or giveUp().
  bool isActive() const { return job_ != nullptr; }
  /// No run is left, not even one that was given up.
  bool isIdle() const;

 Q_SIGNALS:
  /// After every run, as far as the window keeps up; always after the last.
  void repeated(const ui::RepeatPointer& repeat);
  void swept(const ui::CurvePointer& curve);
  void compared(const ui::ComparisonPointer& comparison);
  /// All runs are done.
  void ended();
  /// They could not be done; nothing else follows.
  void failed(const QString& sentence);
  /// By the thread of the runs.
  void answered(QPrivateSignal);

 private:
  struct News {
    RepeatPointer repeat;
    CurvePointer curve;
    ComparisonPointer comparison;
    QString error;
    bool over = false;
  };
  using Job = BackgroundJob<News>;

  void start(std::function<void(Job& job)> work);
  void takeAnswer();

  std::shared_ptr<Job> job_;  // null: none, or one that nobody waits for
  BackgroundThreads<News> threads_;
};

}  // namespace ui
