#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "schedule/slot.h"
#include "trace/recorder.h"

namespace schedule {

/// Tells a recorder what the threads of a controlled run are about between the events of their own operations: who
/// waits, who could go, who sleeps, who goes. So it reads like a free run's.
///
/// It records for every thread, whichever calls: whoever has the baton is the only one that moves.
class ControlledRun::Watch {
 public:
  /// One step of the run, in recorded time.
  static constexpr std::chrono::milliseconds unit{1};

  explicit Watch(std::shared_ptr<trace::Recorder> recorder) : recorder_(std::move(recorder)) {
    recorder_->set_time(unit * 0);  // raises where that cannot be
  }

  /// A thread begins.
  void add(const Slot& slot);
  /// A notify chose it: the primitive told so.
  void notified(const Slot& slot);
  /// What the last step, done by `actor`, means to the others.
  void stepped(ControlledRun& run, const Slot& actor);
  /// `steps` are done, and `chosen` goes next; null: nobody.
  void decided(ControlledRun& run, const Slot* chosen, std::size_t steps);
  /// What comes is no part of the run.
  void end() { recorder_->close(); }

 private:
  enum class Doing : std::uint8_t { runs, is_ready, waits, sleeps };
  struct Lane {
    std::shared_ptr<threading::Context> context;
    Doing doing = Doing::runs;
    threading::Subject* subject = nullptr;  // that it waits for, or would do something to
  };

  static Doing doing_of(const ControlledRun& run, const Slot& slot);
  void turn_to(const ControlledRun& run, const Slot& slot, Doing doing);
  void go_on(const ControlledRun& run, const Slot& slot);
  void wake(const Slot& slot, const Slot& actor);

  const std::shared_ptr<trace::Recorder> recorder_;
  std::array<Lane, most_threads> lanes_;
};

}  // namespace schedule
