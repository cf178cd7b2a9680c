#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <string>

#include "ui/step_frame.h"

namespace ui {

/// The page's hold on a program that is stepped. The stepper lives on a thread of its own and does one request after
/// the other: none is lost, but of several jumps in a row only the last is made. What it shows comes back through a
/// mailbox.
///
/// Thread-safety: GUI thread only.
/// Blocks:        only the destructor, until the request that is being done is done (milliseconds).
class StepController : public QObject {
  Q_OBJECT

 public:
  explicit StepController(QObject* parent = nullptr);
  ~StepController() override;

  struct Program {
    const course::Entry* entry;  ///< must outlive the controller
    std::string variant;
    course::Settings settings;  ///< used as they are
    std::uint64_t seed = 1;
  };

  /// At the first step; what was stepped before is let go of.
  void start(Program program);
  /// The same, with the steps of a schedule file to be redone. If it is none of this program, failed() says why, and
  /// what was stepped before still is.
  void start(Program program, std::string schedule, course::Fidelity fidelity);
  /// Nothing more is shown until the next start().
  void leave();

  // Each shows a step or says why not. Requires isActive().
  void step(trace::ThreadId thread, std::uint16_t choice = 0);
  void advance();
  void undo();
  void redo();
  void goTo(std::size_t position);
  /// Up to the step before that line; said() follows where no thread comes there.
  void runToLine(std::uint32_t line);
  void setGranularity(course::Stepper::Granularity granularity);
  /// written() follows, with all steps that are shown.
  void write();

  /// Between start() and leave().
  bool isActive() const { return active_; }
  /// Something was asked for that has not been shown yet.
  bool isBusy() const { return answered_ != asked_; }

 Q_SIGNALS:
  void advanced(const ui::StepPointer& step);
  /// Why what was asked for cannot be, or what else there is to know about it.
  void said(const QString& sentence);
  void written(const QByteArray& schedule);
  /// start() came to nothing.
  void failed(const QString& sentence);
  /// By the stepper's thread, once for each answer.
  void answered(QPrivateSignal);

 private:
  class Worker;
  struct Answer;
  enum class Ask : std::uint8_t { step, jump };
  using Job = std::function<void(Worker&, Answer&)>;

  void ask(Ask kind, Job job);
  void askStepper(Ask kind, std::function<void(course::Stepper&, Answer&)> job);
  void takeAnswer();

  const std::unique_ptr<Worker> worker_;
  course::Stepper::Granularity granularity_ = course::Stepper::Granularity::statements;
  bool active_ = false;
  std::uint64_t asked_ = 0;
  std::uint64_t answered_ = 0;
  std::uint64_t first_ = 0;  // of the program that is stepped now; answers to what was asked earlier are not shown
};

}  // namespace ui
