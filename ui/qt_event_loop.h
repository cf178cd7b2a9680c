#pragma once

#include <QObject>

#include "course/interface.h"

namespace ui {

/// The GUI thread's event loop as a lesson sees it. Jobs that are still queued when this is destroyed never run.
///
/// Thread-safety: as course::EventLoop says; made and destroyed on the GUI thread, when no run knows it any more.
class QtEventLoop : public QObject, public course::EventLoop {
  Q_OBJECT

 public:
  using QObject::QObject;

  void post(std::function<void()> job) override;
  bool is_current() const override;
  void show_progress(int done, int total) override;

 Q_SIGNALS:
  void progressed(int done, int total);
};

}  // namespace ui
