#include "model/dice.h"

#include <QtGlobal>

namespace tests {

namespace {

unsigned given() { return static_cast<unsigned>(qEnvironmentVariableIntValue("THREADLAB_SEED")); }

}  // namespace

Dice::Dice() : seed_(given() != 0 ? given() : std::random_device{}()), engine_(seed_) {
  qInfo("seed %u (THREADLAB_SEED=%u repeats it)", seed_, seed_);
}

std::int64_t Dice::roll(std::int64_t least, std::int64_t greatest) {
  return std::uniform_int_distribution<std::int64_t>(least, greatest)(engine_);
}

}  // namespace tests
