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
  bool knows(Slot slot) const { return slot < clocks_.size(); }
  const VectorClock& of(Slot slot) const { return clocks_[slot]; }
  std::uint64_t now(Slot slot) const { return clocks_[slot].at(slot); }

  /// Whoever acquires `into` from now on knows what the thread did until now.
  void release(Slot slot, VectorClock& into) {
    into.join(clocks_[slot]);
    clocks_[slot].set(slot, now(slot) + 1);
  }
  void acquire(Slot slot, const VectorClock& from) { clocks_[slot].join(from); }

 private:
  std::vector<VectorClock> clocks_;
};

}  // namespace model
