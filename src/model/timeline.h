#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/chunked_log.h"
#include "model/thread_state.h"
#include "trace/event.h"

namespace model {

/// A stretch of one thread's history in one state; it lasts until the next slice of the lane begins. 16 bytes.
struct Slice {
  std::int64_t begin = 0;         ///< nanoseconds since the recorder began
  std::uint64_t state : 4 = 0;    ///< a ThreadState
  std::uint64_t peer : 12 = 0;    ///< ThreadId: blocked: the holder when the wait began; ready: who released it;
                                  ///< 0 for none (or beyond 4,095)
  std::uint64_t object : 24 = 0;  ///< ObjectId waited for
  std::uint64_t source : 24 = 0;  ///< SourceId of the operation that began it

  ThreadState thread_state() const { return static_cast<ThreadState>(state); }
};
static_assert(sizeof(Slice) == 16);

/// What to draw in a run of equal pixels: a slice, or several that are too short to be told apart.
struct Span {
  trace::Time begin{};
  trace::Time end{};
  ThreadState state = ThreadState::running;  ///< of `merged` slices the one that took the most time; alive if any was
  std::uint32_t merged = 1;                  ///< how many slices it stands for
  std::size_t slice = 0;                     ///< index in the lane of the (first) slice
};

/// One thread's history, immutable. Any thread.
class Lane {
 public:
  using Slices = ChunkedLog<Slice, 256>::View;

  trace::ThreadId thread() const { return thread_; }
  const Slices& slices() const { return slices_; }
  /// When the slice ended: the begin of the next, or `now` for the last one.
  trace::Time end_of(std::size_t slice, trace::Time now) const;
  /// The slice that covers `at`; slices().end() if the lane had not begun or has no slices.
  std::size_t slice_at(trace::Time at) const;

  /// What to draw for [from, to) on `columns` pixels: at most one Span per pixel, in order, without overlap; slices
  /// longer than a pixel are spans of their own. `now` ends the last slice. Empty if columns < 1 or to <= from.
  /// In each pixel, from where the span before ended: the slice, if it lasts to the pixel's end, otherwise all that
  /// begin in it; neighbours of one state are joined.
  /// Complexity: O(columns * log(slices)), whatever the number of slices in sight (running sums per state).
  std::vector<Span> query(trace::Time from, trace::Time to, int columns, trace::Time now) const;

 private:
  friend class LaneHistory;
  class Walk;
  static constexpr std::size_t block = 16;
  using StateTimes = std::array<std::int64_t, all_thread_states.size()>;
  using Begins = ChunkedLog<std::int64_t, 256>;
  using Sums = ChunkedLog<StateTimes, 64>;

  std::int64_t end_of_history(trace::Time now) const;

  trace::ThreadId thread_;
  Slices slices_;
  Begins::View begins_;  // begins_[i]: of slice i * block; apart from sums_, for the search to stay in the cache
  Sums::View sums_;      // sums_[i]: how long each state had lasted by then
};

/// The growing history that Lanes are views of. One thread.
class LaneHistory {
 public:
  explicit LaneHistory(trace::ThreadId thread) : thread_(thread) {}

  /// Begins a new slice at `at` (moved forward to the last slice's begin if earlier). A slice of no length that
  /// would follow another of the same begin replaces nothing: both are kept, order is history.
  void change(trace::Time at, ThreadState state, trace::ObjectId object = {}, trace::ThreadId peer = {},
              trace::SourceId source = {});
  /// `created` until the first change.
  ThreadState state() const { return last_.thread_state(); }
  std::size_t size() const { return slices_.size(); }
  /// Lets go of the oldest until at most `keep` slices (rounded up to a chunk) are left; says of how many.
  std::size_t drop_front(std::size_t keep);
  Lane view() const;

 private:
  trace::ThreadId thread_;
  Slice last_;
  ChunkedLog<Slice, 256> slices_;
  Lane::Begins begins_;
  Lane::Sums sums_;
  Lane::StateTimes times_{};  // of all slices before last_
};

/// A wake-up: `from` changed an object at `at` so that `to` could go on.
struct Arrow {
  trace::Time at{};
  trace::ThreadId from;
  trace::ThreadId to;
  trace::ObjectId object;
};

/// All lanes of a run at one moment, immutable. Any thread.
struct Timeline {
  std::vector<Lane> lanes;         ///< in the order in which the threads were created
  ChunkedLog<Arrow>::View arrows;  ///< by time
  trace::Time now{};               ///< up to when history is complete
  std::uint64_t forgotten = 0;     ///< slices let go of to keep memory bounded

  /// Arrows of [from, to): all, if they are at most `columns`. Otherwise thinned: of each pixel the first, and with it
  /// the others that its thread woke in this pixel, one for each thread, as far as they are among the next
  /// `most_together`. O(columns * (log + most_together)).
  static constexpr std::size_t most_together = 16;
  std::vector<Arrow> arrows_between(trace::Time from, trace::Time to, int columns) const;
};

}  // namespace model
