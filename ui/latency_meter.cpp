#include "latency_meter.h"

#include <QTimer>

namespace ui {
namespace {

std::chrono::nanoseconds now() { return std::chrono::steady_clock::now().time_since_epoch(); }

}  // namespace

LatencyMeter::LatencyMeter(QObject* parent) : QObject(parent), sender_(std::make_unique<QObject>()) {
  auto* timer = new QTimer(sender_.get());
  timer->setTimerType(Qt::PreciseTimer);
  timer->setInterval(period);
  connect(timer, &QTimer::timeout, timer, [this] { send(); });
  sender_->moveToThread(&thread_);
  connect(&thread_, &QThread::started, timer, qOverload<>(&QTimer::start));
  connect(&thread_, &QThread::finished, timer, &QTimer::stop, Qt::DirectConnection);
  thread_.setObjectName(QStringLiteral("latency meter"));
  // Not before the event loop runs: what a program does until then keeps nobody waiting.
  QMetaObject::invokeMethod(
      this, [this] { thread_.start(); }, Qt::QueuedConnection);
}

LatencyMeter::~LatencyMeter() {
  thread_.quit();
  thread_.wait();
}

void LatencyMeter::send() {
  if (sent_.load(std::memory_order_relaxed) != 0) return;
  sent_.store(now().count(), std::memory_order_relaxed);
  QMetaObject::invokeMethod(this, &LatencyMeter::arrive, Qt::QueuedConnection);
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
