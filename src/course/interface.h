#pragma once

#include <cstdint>
#include <functional>

namespace course {

/// The application's event loop, as far as a lesson may know it. The window gives one that posts to its own thread;
/// without a window it is a HeadlessEventLoop.
///
/// Thread-safety: post() and is_current() from any thread; show_progress() on the loop's own thread only.
class EventLoop {
 public:
  virtual ~EventLoop() = default;
  /// Runs `job` later on the loop's thread, in the order of posting. Returns at once.
  virtual void post(std::function<void()> job) = 0;
  virtual bool is_current() const = 0;
  /// Shows how far the job is, as a widget would. 0 <= done <= total.
  virtual void show_progress(int done, int total) = 0;
};

}  // namespace course
