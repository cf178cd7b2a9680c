#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "course/gauges.h"
#include "course/interface.h"
#include "course/program_stage.h"
#include "threading/session.h"
#include "threading/subject.h"

namespace course {

/// The Stage of a free run.
///
/// Jobs posted to the event loop are visits to the session: while one runs no thread of the program is unwound, and
/// once the run is taken down or over none is admitted, so that a job finds alive what it was given.
class RunStage final : public ProgramStage, public std::enable_shared_from_this<RunStage> {
 public:
  /// What is to be executed to have the child process of that number; raises if the variant has none.
  using ChildCommand = std::function<std::vector<std::string>(int number)>;

  /// `settings` and `loop` must outlive the stage's use by the program; `loop` also the jobs posted to it.
  RunStage(const Settings& settings, std::uint64_t seed, std::shared_ptr<threading::Session> session, EventLoop& loop,
           ChildCommand child_command);

  Gauge& gauge(std::string_view name) override { return gauges_.at(name); }
  void post(std::function<void()> job, trace::Source source = trace::Source::here()) override;
  void show_progress(int done, int total) override;
  std::unique_ptr<ChildProcess> start_child(std::string name, int number,
                                            trace::Source source = trace::Source::here()) override;

  const Gauges& gauges() const { return gauges_; }
  /// The first error that ended a thread; empty if none did.
  std::string error() const;
  void report_error(const std::string& thread, const std::exception_ptr& error);
  /// The program has returned: no job is admitted any more, since what it was given is gone.
  void close() { closed_.store(true); }

 private:
  void run_job(const std::function<void()>& job);
  void enter_interface();

  const std::shared_ptr<threading::Session> session_;
  EventLoop& loop_;
  const ChildCommand child_command_;
  Gauges gauges_;
  std::atomic<bool> closed_{false};
  mutable threading::Monitor monitor_;
  // Guarded by monitor_.
  std::string error_;
  threading::Subject jobs_{trace::ObjectKind::simple_queue, "interface jobs"};
  int waiting_jobs_ = 0;
  int unfinished_jobs_ = 0;
  std::shared_ptr<threading::Context> interface_context_;  // null until the first post(), constant from then on
};

}  // namespace course
