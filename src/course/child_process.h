#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "course/lesson.h"
#include "course/process.h"
#include "course/stage.h"
#include "threading/thread.h"

namespace course {

/// A child process of a lesson's program, as a thread of the run: it is alive as long as the process is, prints what
/// the process prints, and measures the gauges that it measures. See Stage::start_child().
///
/// Thread-safety: interrupt() from any thread; the rest by the thread that started it.
/// Lifetime:      the process does not outlive it, nor the thread that started it.
/// Raises:        threading::RuntimeError where the system starts no process.
/// Pause:         holds the threads of the run; another process goes on.
/// Taking down:   kills the process; the run is over when it has ended.
class ChildProcess {
 public:
  using End = Process::End;

  /// Starts it. `stage` must outlive the run.
  ChildProcess(Stage& stage, const std::string& name, const std::vector<std::string>& command,
               trace::Source source = trace::Source::here());
  /// Kills it if it lives. Does not wait.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  std::string name() const { return watcher_.name(); }
  pid_t pid() const { return process_->pid(); }
  /// Its working folder, empty at first. Goes with this object.
  const std::filesystem::path& folder() const { return process_->folder(); }
  /// Sends what Ctrl+C sends: SIGINT. False if it has ended.
  bool interrupt() const;
  /// Joins it: waits until it has ended and all that it printed was read.
  const End& wait(trace::Source source = trace::Source::here());

 private:
  const std::shared_ptr<Process> process_;
  const std::shared_ptr<End> end_ = std::make_shared<End>();  // of the watcher until it has ended
  threading::Thread watcher_;
};

/// What is to be executed for a child of that variant: the words that command_line understands.
std::vector<std::string> child_command(const std::string& lesson, const Variant& variant, const Settings& settings,
                                       std::uint64_t seed, int number);

/// Said where a child process would have to be scheduled.
inline constexpr std::string_view not_under_control =
    "From here on the program works in a child process, which cannot be stepped or explored: only a run starts it.";

}  // namespace course
