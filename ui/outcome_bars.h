#pragma once

#include <vector>

#include "ui/custom_plot.h"
#include "ui/trials_controller.h"

namespace ui {

/// How often runs came to what: a bar for each outcome, lying, with its name, count and share in words. One of them is
/// selected, with the arrow keys; a click or Enter chooses it. GUI thread only.
class OutcomeBars : public QCustomPlot {
  Q_OBJECT

 public:
  explicit OutcomeBars(QWidget* parent = nullptr);

  void setRepeat(const RepeatPointer& repeat);
  const RepeatPointer& repeat() const { return repeat_; }
  /// -1: none.
  int selected() const { return selected_; }
  void select(int bar);
  /// "3 of 20 runs (15 %) ended with result 1,987; a claim fails."
  QString inWords(int bar) const;
  /// How far down the middle of a bar is.
  int middleOf(int bar) const;
  /// The bar at that height; -1: none.
  int barAt(int y) const;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void selectionChanged(int bar);
  /// One of its runs is to be shown.
  void chosen(int bar);

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  int count() const;
  void redraw();
  void drawNames();
  void drawCounts();
  void restyle();
  void choose(int bar);

  RepeatPointer repeat_;
  QCPBars* holding_;
  QCPBars* failing_;
  QCPItemRect* mark_;  ///< behind the selected bar
  std::vector<QCPItemText*> counts_;
  int linesOfNames_ = 1;
  int selected_ = -1;
};

}  // namespace ui
