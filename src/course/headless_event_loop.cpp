#include "course/headless_event_loop.h"

#include "threading/session.h"

namespace course {

HeadlessEventLoop::HeadlessEventLoop()
    : thread_({.name = "event loop", .daemon = true, .session = threading::Session::process()}, [this] { work(); }) {
  thread_.start();
}

HeadlessEventLoop::~HeadlessEventLoop() {
  post(nullptr);
  thread_.join();
}

void HeadlessEventLoop::work() {
  while (const auto job = next()) job();
}

std::function<void()> HeadlessEventLoop::next() {
  using threading::Deadline;
  std::function<void()> job;
  monitor_.perform(
      {threading::OperationKind::get, {}}, subject_, Deadline::never(), [this] { return !jobs_.empty(); },
      [&](threading::Turn&) {
        job = std::move(jobs_.front());
        jobs_.pop_front();
      });
  return job;
}

void HeadlessEventLoop::post(std::function<void()> job) {
  monitor_.note([&](threading::Turn& turn) {
    jobs_.push_back(std::move(job));
    turn.wake(1);
  });
}

bool HeadlessEventLoop::is_current() const { return thread_.native_id() == threading::get_native_id(); }

void HeadlessEventLoop::show_progress(int done, int total) {
  progress_.store(std::uint64_t{static_cast<std::uint32_t>(done)} << 32U | static_cast<std::uint32_t>(total));
}

std::pair<int, int> HeadlessEventLoop::progress() const {
  const std::uint64_t progress = progress_.load();
  return {static_cast<int>(progress >> 32U), static_cast<int>(progress & 0xffffffffU)};
}

}  // namespace course
