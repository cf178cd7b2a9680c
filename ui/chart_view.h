#pragma once

#include <QWidget>

#include "course/lesson.h"
#include "ui/frame.h"

class QToolButton;

namespace ui {

class ChartPlot;
class Invitation;

/// One chart of a lesson with its buttons. Follows the run until the wheel or a drag says otherwise; the keyboard has
/// the same: + and - zoom, the arrows pan, Home fits, Space freezes. GUI thread only.
class ChartView : public QWidget {
  Q_OBJECT

 public:
  explicit ChartView(const course::Chart& chart, QWidget* parent = nullptr);

  void showFrame(const FramePointer& frame);
  void clear();

  /// A frozen chart keeps its picture while the run goes on, and can still be zoomed.
  void setFrozen(bool frozen);
  bool isFrozen() const;
  void fit();
  /// As .png, .pdf or .csv; see exportChart().
  bool exportTo(const QString& path, QString* error);
  ChartPlot& plot() { return *plot_; }
  QSize minimumSizeHint() const override;

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QWidget* makeHeader(const course::Chart& chart);
  QToolButton* makeButton(const QString& text, const QString& tip);
  void showLatest();

  ChartPlot* plot_;
  Invitation* pane_;
  QToolButton* freeze_ = nullptr;
  FramePointer latest_;
};

}  // namespace ui
