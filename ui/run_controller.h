#pragma once

#include <QObject>
#include <QString>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "course/run.h"
#include "ui/frame.h"

namespace ui {

/// The page's hold on the runs of its lesson: at most one at a time. Frames cross from the collector's thread through
/// a mailbox that keeps only the latest, with at most one event in flight, so that a slow window falls behind by one
/// frame and no more.
///
/// Thread-safety: GUI thread only.
/// Blocks:        only the destructor, until the run has been taken down (within a second).
class RunController : public QObject {
  Q_OBJECT

 public:
  /// `loop` must outlive this.
  explicit RunController(course::EventLoop& loop, QObject* parent = nullptr);
  ~RunController() override;

  /// Stops a run that is under way and starts this one as soon as that is over. `entry` must outlive this.
  /// Raises BadInput for an unknown variant.
  void start(const course::Entry& entry, const std::string& variant, const course::Settings& settings,
             std::chrono::nanoseconds pace);
  void pause();
  void resume();
  /// finished() follows when the last thread is gone. Takes back a start() that has not happened yet.
  void stop();
  void setPace(std::chrono::nanoseconds pace);
  /// Of a parameter that applies at once; without a run, or once it is over, nothing happens.
  void setParameter(const std::string& name, std::int64_t raw);

  /// `ready` before the first run.
  course::RunState state() const { return state_; }
  /// A run is going on or about to.
  bool busy() const { return run_ != nullptr; }
  /// Of the run that began last; empty before the first.
  const std::string& variant() const { return variant_; }

 Q_SIGNALS:
  void started();
  void stateChanged(course::RunState state);
  void advanced(const ui::FramePointer& frame);
  void finished(const course::Outcome& outcome);
  /// It could not begin; finished() does not follow.
  void failed(const QString& sentence);
  /// By the collector's thread.
  void frameArrived(QPrivateSignal);

 private:
  struct Request {
    const course::Entry* entry;
    std::string variant;
    course::Settings settings;
  };
  class Mailbox;

  void launch(const Request& request);
  void takeFrame();
  void finish();
  void setState(course::RunState state);

  course::EventLoop& loop_;
  std::shared_ptr<Mailbox> mailbox_;
  std::unique_ptr<course::Run> run_;
  std::optional<Request> next_;
  std::string variant_;
  std::chrono::nanoseconds pace_{};
  course::RunState state_ = course::RunState::ready;
};

}  // namespace ui
