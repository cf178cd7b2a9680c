#pragma once

#include <cstdint>
#include <random>

namespace tests {

/// Random numbers whose seed is printed, and can be given again as THREADLAB_SEED.
class Dice {
 public:
  Dice();

  /// Of [least, greatest].
  std::int64_t roll(std::int64_t least, std::int64_t greatest);

 private:
  unsigned seed_;
  std::mt19937 engine_;
};

}  // namespace tests
