#pragma once

#include <QTest>
#include <cstdint>
#include <random>

namespace tests {

/// Random numbers whose seed is printed, and can be given again as THREADLAB_SEED.
class Dice {
 public:
  Dice() : seed_(given() != 0 ? given() : std::random_device{}()), engine_(seed_) {
    qInfo("seed %u (THREADLAB_SEED=%u repeats it)", seed_, seed_);
  }

  /// Of [least, greatest].
  std::int64_t roll(std::int64_t least, std::int64_t greatest) {
    return std::uniform_int_distribution<std::int64_t>(least, greatest)(engine_);
  }

 private:
  static unsigned given() { return static_cast<unsigned>(qEnvironmentVariableIntValue("THREADLAB_SEED")); }

  unsigned seed_;
  std::mt19937 engine_;
};

}  // namespace tests
