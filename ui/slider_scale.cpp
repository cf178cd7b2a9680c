#include "ui/slider_scale.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr std::int64_t mostEvenSteps = 500;
constexpr int stepsPerDecade = 24;

std::vector<std::int64_t> evenValues(std::int64_t least, std::int64_t greatest, std::int64_t step) {
  std::vector<std::int64_t> values;
  for (std::int64_t value = least; value < greatest; value += step) values.push_back(value);
  values.push_back(greatest);
  return values;
}

/// Two significant digits.
std::int64_t rounded(double value) {
  const double digit = std::pow(10.0, std::floor(std::log10(value)) - 1.0);
  return std::llround(std::round(value / digit) * digit);
}

std::vector<std::int64_t> growingValues(std::int64_t least, std::int64_t greatest, std::int64_t step) {
  std::vector<std::int64_t> values{least};
  const auto first = static_cast<double>(std::max(least, step));
  const double ratio = static_cast<double>(greatest) / first;
  const int steps = static_cast<int>(std::ceil(std::log10(ratio) * stepsPerDecade));
  for (int index = 0; index < steps; ++index) {
    const std::int64_t value = rounded(first * std::pow(ratio, static_cast<double>(index) / steps));
    if (value > values.back() && value < greatest) values.push_back(value);
  }
  values.push_back(greatest);
  return values;
}

std::vector<std::int64_t> valuesOf(const course::Parameter& parameter) {
  const std::int64_t least = parameter.least;
  const std::int64_t greatest = parameter.greatest;
  const std::int64_t step = std::max<std::int64_t>(parameter.step, 1);
  if (greatest <= least) return {least};
  const bool wide = (greatest - least) / step > mostEvenSteps;
  return wide && least >= 0 ? growingValues(least, greatest, step)
                            : evenValues(least, greatest, std::max(step, (greatest - least) / mostEvenSteps));
}

}  // namespace

SliderScale::SliderScale(const course::Parameter& parameter) : values_(valuesOf(parameter)) {}

std::int64_t SliderScale::value(int position) const {
  return values_[static_cast<std::size_t>(std::clamp(position, 0, last()))];
}

int SliderScale::position(std::int64_t value) const {
  const auto above = std::lower_bound(values_.begin(), values_.end(), value);
  if (above == values_.begin()) return 0;
  if (above == values_.end()) return last();
  const auto below = above - 1;
  return static_cast<int>((value - *below < *above - value ? below : above) - values_.begin());
}

}  // namespace ui
