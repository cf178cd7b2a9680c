#pragma once

#include <QObject>
#include <atomic>
#include <chrono>
#include <stop_token>
#include <thread>
#include <vector>

#include "ui/latency_statistics.h"

namespace ui {

/// Measures, always, how long a posted event waits for the GUI thread: a thread of its own posts one every 10 ms,
/// never two at a time. Costs about a hundred short wake-ups a second.
///
/// Thread-safety: GUI thread only.
class LatencyMeter : public QObject {
  Q_OBJECT

 public:
  explicit LatencyMeter(QObject* parent = nullptr);

  static constexpr std::chrono::milliseconds period{10};
  static constexpr std::chrono::seconds window{5};
  static constexpr std::chrono::seconds history{30};

  /// Over the last `window`, with the probe that is on its way.
  LatencyStatistics::Reading reading() const;
  /// The worst of each of `columns` equal parts of the last `history`, oldest first.
  std::vector<std::chrono::nanoseconds> worstPerColumn(int columns) const;

 Q_SIGNALS:
  /// By the meter's own thread.
  void sent(QPrivateSignal);

 private:
  void sendUntil(const std::stop_token& stop);
  void send();
  void arrive();

  // When the probe on its way was sent, steady clock; 0: none is.
  std::atomic<std::int64_t> sent_{0};
  LatencyStatistics statistics_{period, history};
  std::jthread thread_;  // last, so that it is gone before what it uses
};

}  // namespace ui
