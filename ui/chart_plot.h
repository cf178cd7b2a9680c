#pragma once

#include <memory>
#include <vector>

#include "course/lesson.h"
#include "model/snapshot.h"
#include "ui/chart_geometry.h"
#include "ui/custom_plot.h"

namespace ui {

/// The picture of a chart: lines over time, their axes and legend. It asks the snapshot only for what its pixels can
/// show, once per repaint, however many frames and gestures ask for one. GUI thread only.
class ChartPlot : public QCustomPlot {
  Q_OBJECT

 public:
  explicit ChartPlot(const course::Chart& chart, QWidget* parent = nullptr);

  /// Null: nothing ran.
  void setSnapshot(std::shared_ptr<const model::Snapshot> snapshot);
  const std::shared_ptr<const model::Snapshot>& snapshot() const { return snapshot_; }
  const course::Chart& chart() const { return chart_; }
  const TimeWindow& window() const { return window_; }
  /// Whether the run has measured what one of the lines shows.
  bool hasLines() const;
  /// A line's points as they are drawn now.
  std::vector<ChartPoint> drawn(std::size_t line) const;

  /// Shows the whole run and follows it.
  void fit();
  /// Around the middle; below 1 shows less.
  void zoom(double factor);
  /// By a share of the width; positive goes to later times.
  void pan(double share);
  /// Whatever the legend needs: it takes as many lines as the width asks for.
  QSize minimumSizeHint() const override;
  /// What the legend takes at this width.
  int legendHeight() const;

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  struct Line {
    QCPGraph* graph = nullptr;
    QCPGraph* marks = nullptr;  ///< signs along the line, which tell it apart without colour
  };

  void addLine(int index);
  bool isMeasured(std::size_t line) const;
  void nameLines();
  void restyle();
  void restyleLine(int index);
  void setWindow(const TimeWindow& window);
  QCPRange rangeOf(const TimeWindow& window) const;
  void labelAxes();
  void takeRange(const QCPRange& range);
  void schedule();
  void fill();
  std::vector<ChartPoint> points(const course::Chart::Line& line) const;
  std::vector<ChartPoint> values(const model::Series& series) const;
  std::vector<ChartPoint> rates(const model::Series& series) const;
  int plotWidth() const;
  double edgeShare() const;
  void mark(std::size_t line, const std::vector<ChartPoint>& points);
  void fitHeight();

  course::Chart chart_;
  std::shared_ptr<const model::Snapshot> snapshot_;
  TimeWindow window_;
  std::vector<Line> lines_;
  bool stale_ = false;         ///< the graphs do not show snapshot_ and window_ yet
  bool settingRange_ = false;  ///< a change of the axis is our own, no gesture
};

}  // namespace ui
