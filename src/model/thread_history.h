#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "model/snapshot.h"
#include "model/timeline.h"
#include "trace/event.h"

namespace model {

/// One thread's events, folded into its lane and what it does now. Lost events are survived: what a thread does says
/// that it no longer waits. One thread.
class ThreadHistory {
 public:
  explicit ThreadHistory(trace::ThreadId id);

  void rename(std::string name) { view_.name = std::move(name); }
  void set_error(std::string error) { view_.error = std::move(error); }

  /// An event that the thread itself recorded, in its order.
  void apply(const trace::Event& event);
  /// What other threads recorded about it, a little earlier or later than its own events say: its creation, its
  /// wake-up, and that it was chosen by a notify and now waits for the condition's lock.
  void created(const trace::Event& event);
  void woken(const trace::Event& event);
  void notified(const trace::Event& event);

  /// held_by is who held it when the wait began.
  const ThreadView& view() const { return view_; }
  LaneHistory& lane() { return lane_; }
  const LaneHistory& lane() const { return lane_; }
  /// Waits or sleeps without a time-out.
  bool forever() const { return forever_; }
  /// Changes whenever anything happens to the thread.
  std::uint64_t version() const { return version_; }

 private:
  void change(trace::Time at, ThreadState state, trace::ObjectId object = {}, trace::ThreadId peer = {});
  void wait(trace::Time at, trace::ObjectId object, trace::ThreadId holder, bool forever);
  void run(trace::Time at);
  bool about_an_earlier_wait(const trace::Event& event) const;

  ThreadView view_;
  LaneHistory lane_;
  std::uint64_t version_ = 0;
  std::uint32_t wait_sequence_ = 0;  // of the object, when the wait began; 0: unknown
  bool forever_ = false;
};

}  // namespace model
