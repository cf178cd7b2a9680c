#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <utility>

#include "course/interface.h"
#include "threading/monitor.h"
#include "threading/thread.h"

namespace course {

/// An event loop for runs without a window: one thread that does what was posted, in order. Outside every session, so
/// that nobody watches it and no run takes it down. The destructor does what was posted before it and then ends.
class HeadlessEventLoop final : public EventLoop {
 public:
  HeadlessEventLoop();
  ~HeadlessEventLoop() override;

  void post(std::function<void()> job) override;
  bool is_current() const override;
  void show_progress(int done, int total) override;

  /// What show_progress() was told last: done and total. Any thread.
  std::pair<int, int> progress() const;

 private:
  void work();

  std::function<void()> next();

  threading::Monitor monitor_;
  threading::Subject subject_;              // of no kind: a program's trace does not show the loop's own queue
  std::deque<std::function<void()>> jobs_;  // guarded by monitor_; an empty function ends the loop
  std::atomic<std::uint64_t> progress_{0};  // done in the upper half, total in the lower
  threading::Thread thread_;
};

}  // namespace course
