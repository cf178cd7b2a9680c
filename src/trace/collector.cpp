#include "trace/collector.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace trace {

struct Collector::Impl {
  Recorder& recorder;
  Sink sink;
  std::chrono::milliseconds period;
  std::mutex mutex;
  std::condition_variable_any stopping;
  std::once_flag joined;
  std::jthread thread;

  void run(const std::stop_token& stop) {
    // Longer than any thread stays between taking a stamp and queueing it, unless it is pre-empted there.
    constexpr Time hold_back = std::chrono::milliseconds(2);
    using std::chrono::steady_clock;
    for (auto due = steady_clock::now(); !stop.stop_requested() && sink(recorder.drain(hold_back));) {
      due = std::max(due + period, steady_clock::now());
      std::unique_lock lock(mutex);
      stopping.wait_until(lock, stop, due, [] { return false; });
    }
    Batch batch = recorder.drain();
    batch.last = true;
    sink(batch);
  }
};

Collector::Collector(Recorder& recorder, Sink sink, std::chrono::milliseconds period)
    : impl_(new Impl{recorder, std::move(sink), period, {}, {}, {}, {}}) {
  impl_->thread = std::jthread([this](const std::stop_token& stop) { impl_->run(stop); });
}

Collector::~Collector() { stop(); }

void Collector::stop() {
  impl_->thread.request_stop();
  std::call_once(impl_->joined, [this] { impl_->thread.join(); });
}

}  // namespace trace
