#pragma once

#include <QWidget>
#include <chrono>
#include <vector>

namespace ui {

/// A strip chart of the window's own latency, oldest at the left, on a logarithmic scale from 0.1 ms to 1 s with a line
/// at 16 ms, one frame.
class LatencyStrip : public QWidget {
  Q_OBJECT

 public:
  explicit LatencyStrip(QWidget* parent = nullptr);

  /// One bar per value.
  void setValues(std::vector<std::chrono::nanoseconds> values);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<std::chrono::nanoseconds> values_;
};

/// How high a bar for `latency` is, as a share (0 to 1) of the strip.
double latencyBarHeight(std::chrono::nanoseconds latency);

}  // namespace ui
