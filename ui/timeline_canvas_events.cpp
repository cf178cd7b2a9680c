#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/timeline_canvas.h"

namespace ui::timeline {
namespace {

constexpr double zoomPerNotch = 1.25;
constexpr double notch = 120;

Time tenthOf(Range visible) { return std::max(visible.length() / 10, Time(1)); }

}  // namespace

bool Canvas::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const QString sentence = sentenceAt(help->pos());
  QToolTip::showText(help->globalPos(), sentence, this);
  event->setAccepted(!sentence.isEmpty());
  return true;
}

void Canvas::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) updateGeometry();
  bars_.forget();
  arrange();
  update();
}

void Canvas::resizeEvent(QResizeEvent*) { arrange(); }

void Canvas::wheelEvent(QWheelEvent* event) {
  const QPoint position = event->position().toPoint();
  const QPoint turned = event->angleDelta();
  const bool sideways = event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(turned.x()) > std::abs(turned.y());
  const int amount = turned.x() + turned.y();
  if (sideways) {
    const double pixels = event->pixelDelta().isNull() ? amount : event->pixelDelta().x() + event->pixelDelta().y();
    camera_.pan(-axis().across(pixels));
  } else if (layout_.names.contains(position)) {
    scrollTo(rows_.scroll - static_cast<int>(amount * rows_.height / notch));
  } else {
    camera_.zoom(std::pow(zoomPerNotch, amount / notch), timeAt(position));
  }
  event->accept();
  moved();
}

void Canvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !lanes()) return;
  drag_ = {Grip::pressed, event->position().toPoint(), shown(), rows_.scroll};
  if (!event->modifiers().testFlag(Qt::ShiftModifier) || !layout_.plot.contains(drag_.from)) return;
  drag_.grip = Grip::measuring;
  mark_ = timeAt(drag_.from);
  measureTo(*mark_);
  setCursor(Qt::SizeHorCursor);
}

void Canvas::mouseMoveEvent(QMouseEvent* event) {
  const QPoint position = event->position().toPoint();
  pointer_ = position;
  if (drag_.grip == Grip::measuring) measureTo(std::clamp(timeAt(position), Time::zero(), camera_.now()));
  const int way = (position - drag_.from).manhattanLength();
  if (drag_.grip == Grip::pressed && way >= QApplication::startDragDistance()) {
    drag_.grip = Grip::panning;
    setCursor(Qt::ClosedHandCursor);
  }
  if (drag_.grip == Grip::panning) dragTo(position);
  update(layout_.sentence);
}

void Canvas::dragTo(QPoint position) {
  const QPoint way = position - drag_.from;
  camera_.show(panned(drag_.visible, -axis().across(way.x()), camera_.whole()));
  scrollTo(drag_.scroll - way.y());
  moved();
}

void Canvas::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const Grip grip = std::exchange(drag_.grip, Grip::none);
  unsetCursor();
  if (grip == Grip::measuring) mark_.reset();
  if (grip != Grip::pressed) return;
  measured_.reset();
  focus_ = timeAt(event->position().toPoint());
  choose(selectionAt(event->position().toPoint()));
  announce(selection_);
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) zoomTo(selectionAt(event->position().toPoint()));
}

void Canvas::leaveEvent(QEvent*) {
  pointer_.reset();
  update(layout_.sentence);
}

void Canvas::keyPressEvent(QKeyEvent* event) {
  if (lanes() && (cameraKey(event->key()) || selectionKey(event->key()))) return;
  QWidget::keyPressEvent(event);
}

bool Canvas::cameraKey(int key) {
  const Range whole = camera_.whole();
  switch (key) {
    case Qt::Key_Left: camera_.pan(-tenthOf(camera_.visible())); break;
    case Qt::Key_Right: camera_.pan(tenthOf(camera_.visible())); break;
    case Qt::Key_Home: camera_.pan(-whole.length()); break;
    case Qt::Key_End: camera_.pan(whole.length()); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: camera_.zoomInPlace(1.5); break;
    case Qt::Key_Minus: camera_.zoomInPlace(1 / 1.5); break;
    case Qt::Key_F: camera_.fit(); break;
    case Qt::Key_L: camera_.follow(); break;
    default: return false;
  }
  moved();
  return true;
}

bool Canvas::selectionKey(int key) {
  switch (key) {
    case Qt::Key_Up: chooseByKey(otherLane(selection_, *lanes(), -1, focusTime())); return true;
    case Qt::Key_Down: chooseByKey(otherLane(selection_, *lanes(), 1, focusTime())); return true;
    case Qt::Key_BracketLeft: chooseByKey(otherSlice(selection_, *lanes(), -1, focusTime())); return true;
    case Qt::Key_BracketRight: chooseByKey(otherSlice(selection_, *lanes(), 1, focusTime())); return true;
    case Qt::Key_M: toggleMark(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: announceLine(); return true;
    case Qt::Key_Escape: break;
    default: return false;
  }
  mark_.reset();
  measured_.reset();
  choose({});
  return true;
}

}  // namespace ui::timeline
