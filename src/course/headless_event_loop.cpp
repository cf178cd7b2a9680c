#include "course/headless_event_loop.h"

#include "threading/session.h"

namespace course {

HeadlessEventLoop::HeadlessEventLoop()
    : thread_({.name = "event loop", .daemon = true, .session = threading::Session::process()}, [this] { work(); }) {
  thread_.start();
}

HeadlessEventLoop::~HeadlessEventLoop() {
  jobs_.put(nullptr);
  thread_.join();
}

void HeadlessEventLoop::work() {
  while (const auto job = jobs_.get()) job();
}

void HeadlessEventLoop::post(std::function<void()> job) { jobs_.put(std::move(job)); }

bool HeadlessEventLoop::is_current() const { return thread_.native_id() == threading::get_native_id(); }

void HeadlessEventLoop::show_progress(int done, int total) {
  progress_.store(std::uint64_t{static_cast<std::uint32_t>(done)} << 32U | static_cast<std::uint32_t>(total));
}

std::pair<int, int> HeadlessEventLoop::progress() const {
  const std::uint64_t progress = progress_.load();
  return {static_cast<int>(progress >> 32U), static_cast<int>(progress & 0xffffffffU)};
}

}  // namespace course
