#pragma once

#include <QImage>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "model/snapshot.h"
#include "timeline_geometry.h"
#include "timeline_tiles.h"

namespace ui::timeline {

/// What the picture of the bars depends on, besides the theme.
struct View {
  Range visible;
  Rows rows;
  QSize size;  ///< of the plot, in pixels of the widget
  qreal ratio = 1;
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
  /// How many columns the last paint() had to pour.
  int columnsPoured() const { return columnsPoured_; }

 private:
  struct Bar {
    int top = 0;  ///< may be above the picture
    const model::Lane* lane = nullptr;
  };

  /// Whether the picture of `before` can be the beginning of one for `view`.
  bool fits(const model::Snapshot& before, const View& view) const;
  void begin(const View& view);
  void scroll(int shift);
  void pour(Strip strip);
  void pourLane(const Bar& bar, Strip strip);
  void style(const model::Lane& lane, Strip strip);
  void copy(int top, Strip strip);
  int columnOf(Time at) const;

  std::shared_ptr<const model::Snapshot> snapshot_;
  View view_;
  std::optional<Tiles> tiles_;
  QImage image_;
  std::vector<std::uint8_t> styles_;  ///< of the lane being poured, one for each column
  double columnsPerNanosecond_ = 0;
  int phase_ = 0;  ///< patterns move with the picture
  int columnsPoured_ = 0;
};

}  // namespace ui::timeline
