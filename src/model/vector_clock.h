#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace model {

/// A small number that stands for a thread while others may have to be told apart from it; used again after its end.
using Slot = std::uint32_t;

/// How far each thread's past is known: what a slot did up to the time here happened before. A time is a count, from
/// 1, that its thread moves on when it lets others know; 0: nothing is known. One thread.
class VectorClock {
 public:
  std::uint64_t at(Slot slot) const { return slot < times_.size() ? times_[slot] : 0; }
  bool empty() const { return times_.empty(); }

  void set(Slot slot, std::uint64_t time) {
    if (slot >= times_.size()) times_.resize(slot + std::size_t{1});
    times_[slot] = time;
  }
  /// What the other knows, too. O(slots).
  void join(const VectorClock& other) {
    if (other.times_.size() > times_.size()) times_.resize(other.times_.size());
    for (std::size_t i = 0; i < other.times_.size(); ++i) times_[i] = std::max(times_[i], other.times_[i]);
  }
  void clear() { times_.clear(); }

 private:
  std::vector<std::uint64_t> times_;
};

/// What threads let others know through one object, until now.
class Told {
 public:
  const VectorClock& clock() const { return clock_; }
  bool nothing() const { return clock_.empty(); }
  void forget() { *this = {}; }

 private:
  friend class ThreadClocks;

  VectorClock clock_;
  // Who told last; where that one knew all that had been told before, whoever knows of it then knows everything.
  Slot last_ = 0;
  std::uint64_t time_ = 0;
  bool last_knew_all_ = false;
};

/// The clocks of threads that let each other know. One thread.
class ThreadClocks {
 public:
  /// A new thread has the slot; whoever had it before must be over for all that the new one comes after.
  void begin(Slot slot) {
    if (slot >= clocks_.size()) clocks_.resize(slot + std::size_t{1});
    const std::uint64_t time = now(slot);
    clocks_[slot].clear();
    clocks_[slot].set(slot, time + 1);
  }
  const VectorClock& of(Slot slot) const { return clocks_[slot]; }
  std::uint64_t now(Slot slot) const { return clocks_[slot].at(slot); }

  /// Whoever acquires `told` from now on knows what the thread did until now. O(slots).
  void release(Slot slot, Told& told) {
    VectorClock& clock = clocks_[slot];
    told.last_knew_all_ = told.nothing() || knows_all(clock, told);
    if (told.last_knew_all_) {
      told.clock_ = clock;
    } else {
      told.clock_.join(clock);
    }
    told.last_ = slot;
    told.time_ = clock.at(slot);
    clock.set(slot, told.time_ + 1);
  }
  /// O(1) where the thread knows it already, else O(slots).
  void acquire(Slot slot, const Told& told) {
    if (!knows_all(clocks_[slot], told)) clocks_[slot].join(told.clock_);
  }

 private:
  static bool knows_all(const VectorClock& clock, const Told& told) {
    return told.last_knew_all_ && clock.at(told.last_) >= told.time_;
  }

  std::vector<VectorClock> clocks_;
};

}  // namespace model
