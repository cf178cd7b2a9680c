#pragma once

#include <QObject>
#include <deque>
#include <functional>
#include <mutex>

#include "course/interface.h"

namespace ui {

/// The GUI thread's event loop as a lesson sees it. Jobs that are still queued when this is destroyed never run.
///
/// Thread-safety: as course::EventLoop says; made and destroyed on the GUI thread, when no run knows it any more.
class QtEventLoop : public QObject, public course::EventLoop {
  Q_OBJECT

 public:
  explicit QtEventLoop(QObject* parent = nullptr);

  void post(std::function<void()> job) override;
  bool is_current() const override;
  void show_progress(int done, int total) override;

 Q_SIGNALS:
  void progressed(int done, int total);
  /// By the thread that posts, once for each job.
  void posted(QPrivateSignal);

 private:
  void runNext();

  std::mutex mutex_;
  std::deque<std::function<void()>> jobs_;  // guarded by mutex_; as many as there are events on their way
};

}  // namespace ui
