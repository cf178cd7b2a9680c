#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "course/gauges.h"
#include "course/program_stage.h"
#include "threading/event.h"

namespace course {

/// The Stage of a program that runs in a child process: it has the parameters of the run that started it, and what it
/// prints and measures is printed and measured there.
///
/// Lifetime: as long as the process, so that daemon threads may use it to the last moment.
/// Raises:   threading::RuntimeError from post(), show_progress() and start_child(): there is neither an interface nor
///           a run here.
class Child final : public ProgramStage {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// `settings` must live as long. Make it before any other thread: from here on Ctrl+C is an event, and only a second
  /// one ends the process at once.
  Child(const Settings& settings, std::uint64_t seed, int number, TimePoint began);

  /// Which of the children it is: what start_child() was given.
  int number() const { return number_; }
  /// Python: time.sleep in a main thread, which a KeyboardInterrupt ends. Does nothing for that long; returns true, at
  /// once, if Ctrl+C comes or has come.
  bool interrupted_within(std::chrono::nanoseconds duration, trace::Source source = trace::Source::here());
  /// How long it is since the process was asked for.
  std::chrono::nanoseconds age() const { return std::chrono::steady_clock::now() - began_; }

  void print_line(std::string line) override;
  Gauge& gauge(std::string_view name) override;
  void post(std::function<void()> job, trace::Source source = trace::Source::here()) override;
  void show_progress(int done, int total) override;
  std::unique_ptr<ChildProcess> start_child(std::string name, int number,
                                            trace::Source source = trace::Source::here()) override;

 private:
  class Reported;

  const int number_;
  const TimePoint began_;
  threading::Event interrupted_{"Ctrl+C"};
  threading::Monitor monitor_;
  std::map<std::string, std::unique_ptr<Reported>, std::less<>> gauges_;  // guarded by monitor_
};

/// What a child process does instead of everything else: runs `program` and ends as Python does, when every thread has
/// ended that is no daemon, with the status that `program` returned. One that is left by an error prints it and ends
/// with 1. The process ends as soon as the one that started it does.
[[noreturn]] void run_child(const std::function<int(Child&)>& program, const Settings& settings, std::uint64_t seed,
                            int number, Child::TimePoint began);

}  // namespace course
