#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "model/vector_clock.h"
#include "trace/event.h"

namespace model {

/// Which thread's steps come before which other's because one started or joined the other, whatever else orders them;
/// and a Slot for each thread. A slot is used again for a thread whose start comes after the join of the one that had
/// it, so that many threads in a row need few. Takes events in causal order. One thread.
class StartJoinOrder {
 public:
  /// So many threads can be told apart at a time.
  static constexpr Slot most = 1024;

  void apply(const trace::Event& event);

  Slot slot(trace::ThreadId thread) {
    const bool known = thread.value < slots_.size() && slots_[thread.value] != none;
    return known ? slots_[thread.value] : begin(thread, {});
  }
  /// The slot's time, which moves on with each thread that it starts, and at its end.
  std::uint64_t time(Slot slot) const { return clocks_.now(slot); }
  /// What the slot's thread knows of others now, its own time included.
  std::shared_ptr<const VectorClock> clock(Slot slot);
  /// There were more threads than `most`: what is told from then on means nothing.
  bool exhausted() const { return exhausted_; }

 private:
  static constexpr Slot none = static_cast<Slot>(-1);

  Slot begin(trace::ThreadId thread, const Told& launch);
  Slot free_slot(const Told& launch);
  void start(const trace::Event& event);
  void release(const trace::Event& event);
  void acquire(const trace::Event& event);

  std::vector<Slot> slots_;  // by thread
  std::vector<Slot> ended_;  // slots whose threads are over
  Slot used_ = 0;
  bool exhausted_ = false;
  ThreadClocks clocks_;
  std::unordered_map<trace::ObjectId, Told> threads_;       // what a thread's start and its end tell
  std::vector<std::shared_ptr<const VectorClock>> copies_;  // by slot; null where the clock has changed
};

}  // namespace model
