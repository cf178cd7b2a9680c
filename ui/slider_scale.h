#pragma once

#include <cstdint>
#include <vector>

#include "course/parameter.h"

namespace ui {

/// The values that a slider for a parameter can stand on. Evenly spaced where they are few; for wide ranges ever
/// coarser (1, 2 ... 9, 10, 11 ... 98, 100, 110 ...), so that a step of the slider changes small and great values by a
/// like share.
class SliderScale {
 public:
  explicit SliderScale(const course::Parameter& parameter);

  /// Positions are 0 to last(); the first is `least`, the last is `greatest`.
  int last() const { return static_cast<int>(values_.size()) - 1; }
  /// Clamped to the positions there are.
  std::int64_t value(int position) const;
  /// The position whose value is nearest.
  int position(std::int64_t value) const;

 private:
  std::vector<std::int64_t> values_;  // strictly increasing, never empty
};

}  // namespace ui
