#pragma once

#include <vector>

#include "ui/custom_plot.h"
#include "ui/trials_controller.h"

namespace ui {

/// A curve over a parameter: for each variant a line through the medians, told apart by colour and sign, with the
/// spread from the least to the greatest at every point. GUI thread only.
class SweepPlot : public QCustomPlot {
  Q_OBJECT

 public:
  explicit SweepPlot(QWidget* parent = nullptr);

  void setCurve(const CurvePointer& curve);
  const CurvePointer& curve() const { return curve_; }
  /// The medians that are drawn of a line: parameter and value.
  std::vector<std::pair<double, double>> drawn(std::size_t line) const;

  QSize minimumSizeHint() const override;

 protected:
  bool event(QEvent* event) override;
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void makeLines();
  void redraw();
  void drawAxes();
  void restyle();
  QString wordsAt(const QPoint& at) const;

  struct Line {
    QCPGraph* graph = nullptr;
    QCPErrorBars* spread = nullptr;
  };

  CurvePointer curve_;
  std::vector<Line> lines_;
};

}  // namespace ui
