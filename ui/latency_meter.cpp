#include "ui/latency_meter.h"

#include <condition_variable>
#include <mutex>

namespace ui {
namespace {

std::chrono::nanoseconds now() { return std::chrono::steady_clock::now().time_since_epoch(); }

}  // namespace

LatencyMeter::LatencyMeter(QObject* parent) : QObject(parent) {
  connect(this, &LatencyMeter::sent, this, &LatencyMeter::arrive, Qt::QueuedConnection);
  // Not before the event loop runs: what a program does until then keeps nobody waiting.
  QMetaObject::invokeMethod(
      this, [this] { thread_ = std::jthread([this](const std::stop_token& stop) { sendUntil(stop); }); },
      Qt::QueuedConnection);
}

void LatencyMeter::sendUntil(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    send();
    stopped.wait_for(lock, stop, period, [] { return false; });
  }
}

void LatencyMeter::send() {
  if (sent_.load(std::memory_order_relaxed) != 0) return;
  sent_.store(now().count(), std::memory_order_relaxed);
  Q_EMIT sent({});
}

void LatencyMeter::arrive() {
  const std::chrono::nanoseconds arrived = now();
  statistics_.add(arrived, arrived - std::chrono::nanoseconds(sent_.load(std::memory_order_relaxed)));
  sent_.store(0, std::memory_order_relaxed);
}

LatencyStatistics::Reading LatencyMeter::reading() const {
  const std::chrono::nanoseconds moment = now();
  const std::int64_t sent = sent_.load(std::memory_order_relaxed);
  const auto pending = sent == 0 ? std::nullopt : std::optional(moment - std::chrono::nanoseconds(sent));
  return statistics_.reading(moment - window, pending);
}

std::vector<std::chrono::nanoseconds> LatencyMeter::worstPerColumn(int columns) const {
  const std::chrono::nanoseconds moment = now();
  return statistics_.columns(moment - history, moment, columns);
}

}  // namespace ui
