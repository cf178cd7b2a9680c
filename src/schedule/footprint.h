#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "schedule/identities.h"

namespace schedule {

/// How an operation touches an object: which others it can change places with.
enum class Access : std::uint8_t {
  exclusive,   ///< with none
  reading,     ///< the following: with those of its own sort
  permitting,  ///< gives a permit back to a semaphore
  raising,     ///< an event's flag
  lowering,
};

constexpr bool commute(Access left, Access right) { return left == right && left != Access::exclusive; }

/// What an operation touches. Two operations of different threads are dependent if their footprints conflict: their
/// order may then make a difference, else it never does.
class Footprint {
 public:
  struct Touch {
    ObjectNumber object;
    Access access;
  };

  /// Of the first object, "none", which is used for nothing else: both budgets of the environment.
  static constexpr ObjectNumber budgets = no_object;

  /// Where there is no room for another, it is taken to touch everything.
  void add(ObjectNumber object, Access access) {
    const auto known = [&](const Touch& touch) { return touch.object == object && touch.access == access; };
    if (std::any_of(begin(), end(), known)) return;
    if (count_ == touches_.size()) return touch_everything();
    touches_[count_++] = {object, access};
  }
  /// Conflicts with everything: that time passes, once nobody can go.
  void touch_everything() { everything_ = true; }
  bool touches_everything() const { return everything_; }

  const Touch* begin() const { return touches_.data(); }
  const Touch* end() const { return touches_.data() + count_; }

  bool conflicts(const Footprint& other) const {
    if (everything_ || other.everything_) return true;
    return std::any_of(begin(), end(), [&](const Touch& mine) {
      return std::any_of(other.begin(), other.end(), [&](const Touch& its) {
        return mine.object == its.object && !commute(mine.access, its.access);
      });
    });
  }

 private:
  std::array<Touch, 6> touches_{};
  std::uint8_t count_ = 0;
  bool everything_ = false;
};

}  // namespace schedule
