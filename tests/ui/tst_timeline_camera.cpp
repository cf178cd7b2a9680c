#include <QtTest>

#include "ui/timeline_camera.h"

using namespace std::chrono_literals;
using ui::timeline::Camera;
using ui::timeline::Range;
using ui::timeline::Time;

class TimelineCameraTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_young_run_is_seen_from_its_begin_with_room_to_grow() {
    const Camera camera = after(1800ms);
    QCOMPARE(camera.mode(), Camera::Mode::live);
    QCOMPARE(camera.visible(), (Range{0s, 2s}));
  }

  void a_run_that_is_over_keeps_only_a_little_room() {
    Camera camera = after(1800ms);
    camera.advance(1800ms, Camera::Progress::over);
    QCOMPARE(camera.visible(), (Range{0s, 1845ms}));
  }

  void a_long_run_is_followed() {
    const Camera camera = after(30s);
    QCOMPARE(camera.visible(), (Range{20s, 30s}));
  }

  void moving_by_hand_stops_following() {
    Camera camera = after(30s);
    camera.pan(-5s);
    QCOMPARE(camera.mode(), Camera::Mode::still);
    camera.advance(40s, Camera::Progress::going);
    QCOMPARE(camera.visible(), (Range{15s, 25s}));
  }

  void moving_against_the_end_keeps_following() {
    Camera camera = after(30s);
    camera.pan(5s);
    QCOMPARE(camera.mode(), Camera::Mode::live);
  }

  void following_again_keeps_what_was_zoomed_to() {
    Camera camera = after(30s);
    camera.zoom(5, 24s);
    camera.follow();
    QCOMPARE(camera.visible(), (Range{28s, 30s}));
    camera.advance(31s, Camera::Progress::going);
    QCOMPARE(camera.visible(), (Range{29s, 31s}));
  }

  void zooming_in_place_goes_on_following() {
    Camera camera = after(30s);
    camera.zoomInPlace(2);
    QCOMPARE(camera.mode(), Camera::Mode::live);
    QCOMPARE(camera.visible(), (Range{25s, 30s}));
  }

  void fitting_shows_the_whole_run_as_it_grows() {
    Camera camera = after(30s);
    camera.fit();
    camera.advance(31s, Camera::Progress::going);
    QCOMPARE(camera.visible(), (Range{0s, 32s}));
    camera.advance(31s, Camera::Progress::over);
    QCOMPARE(camera.visible(), (Range{0s, 31'775ms}));
  }

  void the_end_of_a_run_that_is_over_has_room_behind_it() {
    Camera camera = after(30s);
    camera.advance(40s, Camera::Progress::over);
    QCOMPARE(camera.mode(), Camera::Mode::live);
    QCOMPARE(camera.visible(), (Range{31s, 41s}));
  }

  void zooming_out_to_the_whole_run_is_fitting() {
    Camera camera = after(30s);
    camera.zoom(0.01, 25s);
    QCOMPARE(camera.mode(), Camera::Mode::fit);
  }

  void another_run_begins_anew() {
    Camera camera = after(30s);
    camera.pan(-5s);
    camera.advance(1s, Camera::Progress::going);
    QCOMPARE(camera.mode(), Camera::Mode::live);
    QCOMPARE(camera.visible(), (Range{0s, 1s}));
  }

 private:
  static Camera after(Time now) {
    Camera camera;
    camera.advance(now, Camera::Progress::going);
    return camera;
  }
};

QTEST_APPLESS_MAIN(TimelineCameraTest)
#include "tst_timeline_camera.moc"
