#pragma once

#include <QColor>
#include <QImage>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/thread_state.h"

namespace ui::timeline {

/// How one column of a bar looks.
enum class Look : std::uint8_t {
  single,  ///< inside a slice
  edge,    ///< where a slice begins
  merged,  ///< several slices too short to be told apart: a fringe above and below
};

inline constexpr std::array allLooks{Look::single, Look::edge, Look::merged};

/// The pictures that bars are poured from: for every state and look, `period` columns that repeat.
/// Quiet states (created, finished, sleeping) have lower bars, so that height tells them apart as well.
class Tiles {
 public:
  /// Columns of a tile; the period of Qt's patterns.
  static constexpr int period = 8;
  /// Stands for "nothing here" among the styles.
  static constexpr std::uint8_t nothing = 0;

  /// Drawn anew in the theme's present colours. Requires barHeight >= 1 (pixels of the device).
  explicit Tiles(int barHeight);

  int barHeight() const { return barHeight_; }
  static std::uint8_t style(model::ThreadState state, Look look);
  /// `period` premultiplied pixels of line y of the bar, 0 <= y < barHeight.
  const QRgb* line(std::uint8_t style, int y) const {
    return pixels_.data() + static_cast<std::ptrdiff_t>((style * barHeight_ + y) * period);
  }

 private:
  int barHeight_;
  std::vector<QRgb> pixels_;  ///< style by style, line by line
};

/// Of a bar in that state, under its pattern.
QColor groundOf(model::ThreadState state);
/// The bar as a picture of its own, for a legend.
QImage swatch(model::ThreadState state, Look look, QSize size, qreal ratio);

}  // namespace ui::timeline
