#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "model/snapshot.h"
#include "ui/timeline_camera.h"
#include "ui/timeline_drawing.h"
#include "ui/timeline_painter.h"
#include "ui/timeline_selection.h"

namespace ui::timeline {

/// The picture of the lanes, and everything that mouse and keyboard do to it.
class Canvas : public QWidget {
  Q_OBJECT

 public:
  explicit Canvas(QWidget* parent = nullptr);

  /// Null: nothing to be seen.
  void show(std::shared_ptr<const model::Snapshot> snapshot, Camera::Progress progress);
  /// Chooses its lane, if it has one, and tells nobody.
  void showThread(trace::ThreadId thread);

  const Camera& camera() const { return camera_; }
  const Rows& rows() const { return rows_; }
  const Layout& layoutOfParts() const { return layout_; }
  const Selection& selection() const { return selection_; }
  std::optional<Range> measured() const { return measured_; }
  int columnsPoured() const { return bars_.columnsPoured(); }
  /// What is told about a place: a sentence, and when it was. Empty where there is nothing.
  QString sentenceAt(QPoint position) const;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

  void fit();
  void follow();
  void zoomIn();
  void zoomOut();
  void scrollTo(int pixels);

 Q_SIGNALS:
  void lineChosen(trace::SourceId line);
  void threadChosen(trace::ThreadId thread);
  void cameraMoved();
  void rowsChanged();

 protected:
  bool event(QEvent* event) override;
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  enum class Grip : std::uint8_t { none, pressed, panning, measuring };

  /// What a drag began with.
  struct Drag {
    Grip grip = Grip::none;
    QPoint from;
    Range visible;
    int scroll = 0;
  };

  const model::Timeline* lanes() const;
  Range shown() const;
  Axis axis() const;
  Time timeAt(QPoint position) const;
  Time focusTime() const;
  Selection selectionAt(QPoint position) const;
  QString sentenceOf(const Selection& selection) const;
  QString sentenceNow() const;

  void arrange();
  void updatePlot();
  void moved();
  void choose(const Selection& selection);
  void chooseByKey(const Selection& selection);
  void reveal(int lane);
  void announce(const Selection& selection);
  void announceLine();
  void zoomTo(const Selection& selection);
  void dragTo(QPoint position);
  void measureTo(Time at);
  void toggleMark();
  void paintEmpty(QPainter& painter) const;
  void paintPlot(QPainter& painter, const Scene& scene);
  bool cameraKey(int key);
  bool selectionKey(int key);

  std::shared_ptr<const model::Snapshot> snapshot_;
  Camera camera_;
  Rows rows_;
  Layout layout_;
  Selection selection_;
  std::optional<Range> measured_;
  std::optional<Time> mark_;   ///< where a measurement by keyboard began
  std::optional<Time> focus_;  ///< the moment that is kept when another lane is chosen
  Drag drag_;
  std::optional<QPoint> pointer_;
  Painter bars_;
};

}  // namespace ui::timeline
