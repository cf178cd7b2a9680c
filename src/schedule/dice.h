#pragma once

#include <bit>
#include <cstdint>

#include "schedule/hashing.h"
#include "schedule/identities.h"

namespace schedule {

/// A 64-bit generator (SplitMix64), the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t draw() {
    const std::uint64_t drawn = scramble(state_);
    state_ += 0x9e3779b97f4a7c15U;
    return drawn;
  }

  /// A thread of the set, which is not empty, as `drawn` has it.
  static ThreadIndex one_of(Threads threads, std::uint64_t drawn) {
    for (auto skip = drawn % static_cast<std::uint64_t>(std::popcount(threads)); skip > 0; --skip) {
      threads &= threads - 1;
    }
    return static_cast<ThreadIndex>(std::countr_zero(threads));
  }

 private:
  std::uint64_t state_;
};

}  // namespace schedule
