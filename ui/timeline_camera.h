#pragma once

#include <cstdint>

#include "ui/timeline_geometry.h"

namespace ui::timeline {

/// Which stretch of the run is looked at, and how it goes on while the run does. A value; any thread.
///
///              | the run goes on          | moved or zoomed by hand      | zoomed out to the whole run
///   live       | the newest stay in sight | still                        | fit
///   fit        | the whole run in sight   | still                        | fit
///   still      | nothing moves            | still                        | fit
///
/// While a run that is all in sight goes on, there is some room for it on the right.
class Camera {
 public:
  enum class Mode : std::uint8_t { live, fit, still };
  enum class Progress : std::uint8_t { going, over };

  /// How much is seen of a run that is followed, until somebody zooms.
  static constexpr Time liveLength = std::chrono::seconds(10);

  Mode mode() const { return mode_; }
  Range visible() const { return visible_; }
  /// With a little room behind a run that is over, for the arrows of its last moments.
  Range whole() const;
  Time now() const { return now_; }

  /// History is complete up to `now`. An earlier `now` than before is another run: the camera begins anew.
  void advance(Time now, Progress progress);
  void fit();
  /// Follows with as much in sight as now, or as before if the whole run is in sight.
  void follow();
  void zoom(double factor, Time around);
  /// Around the newest moment while live, around the middle otherwise; stays live.
  void zoomInPlace(double factor);
  void pan(Time by);
  void show(Range wanted);
  void reveal(Time at);

 private:
  void moveTo(Range range);
  void settle();
  Range everything() const;

  Mode mode_ = Mode::live;
  Progress progress_ = Progress::over;
  Time now_{};
  Time liveLength_ = liveLength;
  Range visible_ = wholeRun(Time::zero());
};

}  // namespace ui::timeline
