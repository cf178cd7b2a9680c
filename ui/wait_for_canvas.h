#pragma once

#include <QAbstractScrollArea>
#include <memory>
#include <set>
#include <vector>

#include "ui/wait_for_layout.h"

namespace ui {

/// The picture of a WaitForView; with too little room it gets smaller, down to three quarters, and then scrolls. Left
/// and Right go through the threads, Enter chooses one. GUI thread only.
class WaitForCanvas : public QAbstractScrollArea {
  Q_OBJECT

 public:
  explicit WaitForCanvas(QWidget* parent = nullptr);

  /// Null: nothing ran, and places are forgotten.
  void setSnapshot(std::shared_ptr<const model::Snapshot> snapshot);
  const std::shared_ptr<const model::Snapshot>& snapshot() const { return snapshot_; }
  /// Chooses it, if it has a place, and tells nobody.
  void showThread(trace::ThreadId thread);
  trace::ThreadId chosen() const { return chosen_; }
  /// The thread's box in the viewport; empty if it never waited or was waited for.
  QRectF box(trace::ThreadId thread) const;
  const std::vector<WaitEdge>& edges() const { return edges_; }
  /// Where a deadlock's arrows have their signs, before scaling: each of its waits one, all of one size, or none if an
  /// arrow has no room.
  std::vector<QRectF> signs() const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void threadChosen(trace::ThreadId thread);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void learn(const std::vector<WaitEdge>& before);
  void arrange();
  /// What the picture takes up in the viewport.
  QSize needed() const;
  void showScrollBars();
  QPointF scrolled() const;
  NodeSizes nodeSizes() const;
  QString label(trace::ThreadId thread) const;
  QString label(trace::ObjectId object, WaitLabels labels) const;
  /// Null if the arrow stands for itself.
  const WaitCrowd* crowdOf(const WaitEdge& edge) const;
  /// The arrows to paint: those of a crowd as one.
  std::vector<WaitEdge> arrows() const;
  QLineF line(const WaitEdge& edge) const;
  void paintEdge(QPainter& painter, const WaitEdge& edge) const;
  void paintThread(QPainter& painter, trace::ThreadId thread, const QRectF& box) const;
  void paintObject(QPainter& painter, trace::ObjectId object, const QRectF& box) const;
  void paintSentence(QPainter& painter) const;
  bool takesPart(trace::ThreadId thread) const;
  bool takesPart(trace::ObjectId object) const;
  void step(int direction);
  void choose(trace::ThreadId thread);

  std::shared_ptr<const model::Snapshot> snapshot_;
  std::vector<WaitEdge> edges_;
  std::set<trace::ThreadId> threads_;  ///< that took part in a wait so far
  std::set<trace::ObjectId> objects_;
  std::vector<WaitEdge> structure_;  ///< what they were placed by: the arrows of that moment, then earlier ones
  WaitLayout layout_;
  double scale_ = 1;  ///< of the layout, as it is painted
  trace::ThreadId chosen_;
};

}  // namespace ui
