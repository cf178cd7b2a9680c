#include "ui/qt_event_loop.h"

#include <QThread>
#include <utility>

namespace ui {

QtEventLoop::QtEventLoop(QObject* parent) : QObject(parent) {
  connect(this, &QtEventLoop::posted, this, &QtEventLoop::runNext, Qt::QueuedConnection);
}

void QtEventLoop::post(std::function<void()> job) {
  {
    const std::scoped_lock lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  Q_EMIT posted({});
}

void QtEventLoop::runNext() {
  std::function<void()> job;
  {
    const std::scoped_lock lock(mutex_);
    job = std::move(jobs_.front());
    jobs_.pop_front();
  }
  job();
}

bool QtEventLoop::is_current() const { return QThread::currentThread() == thread(); }

void QtEventLoop::show_progress(int done, int total) { Q_EMIT progressed(done, total); }

}  // namespace ui
