#include "ui/timeline_camera.h"

namespace ui::timeline {

void Camera::advance(Time now, Progress progress) {
  if (now < now_) *this = Camera();
  now_ = now;
  progress_ = progress;
  settle();
}

void Camera::fit() {
  mode_ = Mode::fit;
  settle();
}

void Camera::follow() {
  if (mode_ == Mode::still) liveLength_ = visible_.length();
  mode_ = Mode::live;
  settle();
}

void Camera::settle() {
  switch (mode_) {
    case Mode::live: {
      const Time newest = progress_ == Progress::going ? now_ : whole().end;
      visible_ = now_ < liveLength_ ? everything() : Range{newest - liveLength_, newest};
      break;
    }
    case Mode::fit: visible_ = everything(); break;
    case Mode::still: visible_ = limited(visible_, whole()); break;
  }
}

Range Camera::whole() const {
  Range run = wholeRun(now_);
  if (progress_ == Progress::over) run.end += run.length() / 40;
  return run;
}

Range Camera::everything() const { return progress_ == Progress::going ? roomFor(now_) : whole(); }

void Camera::zoom(double factor, Time around) { moveTo(zoomed(visible_, around, factor, whole())); }

void Camera::zoomInPlace(double factor) {
  if (mode_ != Mode::live) return zoom(factor, visible_.middle());
  liveLength_ = zoomed(visible_, visible_.end, factor, whole()).length();
  settle();
}

void Camera::pan(Time by) { moveTo(panned(visible_, by, whole())); }

void Camera::show(Range wanted) { moveTo(limited(wanted, whole())); }

void Camera::reveal(Time at) { moveTo(revealing(visible_, at, whole())); }

void Camera::moveTo(Range range) {
  if (range == visible_) return;
  visible_ = range;
  mode_ = range == whole() ? Mode::fit : Mode::still;
}

}  // namespace ui::timeline
