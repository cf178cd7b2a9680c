#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "course/catalogue.h"
#include "course/interface.h"
#include "course/outcome.h"

namespace course {

/// One free run of one variant of a lesson, from start to the end of its last thread. As with a process of Python, that
/// is the last one which is no daemon: then the daemons are cut off, wherever they are.
///
/// ready --start()--> running <--pause()/resume()--> paused; --request_stop()--> stopping --> over; running --> over
///
/// Thread-safety: every method, from any thread; the destructor when no method runs.
class Run {
 public:
  struct Options {
    std::uint64_t seed = 1;
    /// Pause at every visible operation: slow motion. Zero: real time.
    std::chrono::nanoseconds pace{};
    /// Added to the nice value of the program's threads (0-19), so that a window stays ahead of them.
    int nice = 15;
    /// Take the run down by itself when threads are stuck for ever (command line); otherwise it stands until stopped.
    bool end_when_stuck = false;
    /// Called on the collector's thread, at most once per frame, and a last time with a frame whose state is `over`,
    /// just before state() says so and wait() returns. Must not block.
    std::function<void(std::shared_ptr<const Frame>)> on_frame{};
    /// Where Stage::post() goes; null: a HeadlessEventLoop of the run's own. Must outlive the run.
    EventLoop* event_loop = nullptr;
    /// Keep every event for trace_json(). Memory grows with the run.
    bool keep_events = false;
  };

  /// `entry` must outlive the run. Raises BadInput for an unknown variant.
  Run(const Entry& entry, std::string_view variant, const Settings& settings, Options options);
  /// Stops the run and waits for its threads: within a second for programs that keep to Stage and threading.
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  /// Raises: threading::RuntimeError if it was started before, or the system has no thread left.
  void start();
  /// Every thread holds at its next visible operation.
  void pause();
  void resume();
  /// Unwinds every thread at its next or current visible operation. Returns at once; harmless when over.
  void request_stop();
  void set_pace(std::chrono::nanoseconds pace);
  /// Of a parameter that applies at once. Raises BadInput otherwise, or if out of range.
  void set(std::string_view parameter, std::int64_t raw);

  RunState state() const;
  /// Waits until the run is over; false if it is not within `timeout`. Not from a thread of the run.
  bool wait(std::optional<std::chrono::milliseconds> timeout = std::nullopt);

  /// As it is now; final once over.
  Outcome outcome() const;
  std::shared_ptr<const Frame> frame() const;
  /// Chrome Trace Event JSON of the whole run, for Perfetto. Requires keep_events, and the run to be over.
  std::string trace_json() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace course
