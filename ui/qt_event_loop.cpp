#include "qt_event_loop.h"

#include <QThread>

namespace ui {

void QtEventLoop::post(std::function<void()> job) {
  QMetaObject::invokeMethod(this, std::move(job), Qt::QueuedConnection);
}

bool QtEventLoop::is_current() const { return QThread::currentThread() == thread(); }

void QtEventLoop::show_progress(int done, int total) { Q_EMIT progressed(done, total); }

}  // namespace ui
