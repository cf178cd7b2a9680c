#pragma once

#include <QImage>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "model/snapshot.h"
#include "ui/timeline_geometry.h"
#include "ui/timeline_tiles.h"

namespace ui::timeline {

/// What the picture of the bars depends on, besides the theme.
struct View {
  Range visible;
  Rows rows;
  QSize size;  ///< of the plot, in pixels of the widget
  qreal ratio = 1;
};

/// A wait in sight.
struct WideWait {
  int lane = 0;
  std::size_t slice = 0;
  auto operator<=>(const WideWait&) const = default;
};

/// Pours the slices of the lanes in sight into a picture that it keeps: what has not changed is not painted again, and
/// a picture that moved sideways by whole pixels is scrolled. GUI thread only.
///
/// Complexity: O(visible lanes * columns to paint * log(slices)) for the queries, O(pixels) for the pouring.
class Painter {
 public:
  /// Transparent where there is no bar. Valid until the next call.
  const QImage& paint(const std::shared_ptr<const model::Snapshot>& snapshot, const View& view);
  /// To be called when the theme has changed.
  void forget();
  /// Waits of the last picture that may have room for a label, by lane and time.
  const std::set<WideWait>& wideWaits() const { return wideWaits_; }
  /// How many columns the last paint() had to pour.
  int columnsPoured() const { return columnsPoured_; }

 private:
  /// Whether the picture of `before` can be the beginning of one for `view`.
  bool fits(const model::Snapshot& before, const View& view) const;
  void begin(const View& view);
  void scroll(int shift);
  void pour(Strip strip);
  void style(int lane, Strip strip);
  /// The first column that the slice does not share with one that began in it as well; -1 if it is too short.
  int edgeOf(const model::Lane& lane, std::size_t slice) const;
  void forgetWaitsOutOfSight();
  void copy(int top, Strip strip);
  int columnOf(Time at) const;
  double position(Time at) const;

  std::shared_ptr<const model::Snapshot> snapshot_;
  View view_;
  std::optional<Tiles> tiles_;
  QImage image_;
  std::vector<std::uint8_t> styles_;  ///< of the lane being poured, one for each column
  double columnsPerNanosecond_ = 0;
  int phase_ = 0;  ///< patterns move with the picture
  int columnsPoured_ = 0;
  std::set<WideWait> wideWaits_;
};

}  // namespace ui::timeline
