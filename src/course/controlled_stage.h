#pragma once

#include <functional>
#include <optional>
#include <string>

#include "course/gauges.h"
#include "course/judging.h"
#include "course/program_stage.h"
#include "threading/simple_queue.h"
#include "threading/thread.h"

namespace course {

/// The Stage of a controlled run. Made in its set-up, anew for each execution.
///
///   measuring a gauge that a claim is judged by   a step; the claims are judged after it
///   compute()                                     a step that concerns nobody else
///   post()                                        a step: a job for the thread "interface", which does them in order
///   print, other gauges, locals, random() ...     no step
///   start_child()                                 no process; a line of output says why, and the thread ends
///
/// Thread-safety: the threads of the run, one at a time.
class ControlledStage final : public ProgramStage {
 public:
  /// Both must outlive it.
  ControlledStage(const Lesson& lesson, const Settings& settings, std::uint64_t seed);
  ~ControlledStage() override;

  Gauge& gauge(std::string_view name) override { return gauges_.at(name); }
  void note_local(std::string_view name, std::int64_t value, trace::Source source) override {
    gauges_.note_local(name, value, source);
  }
  void compute(std::chrono::nanoseconds cpu_time, trace::Source source = trace::Source::here()) override;
  void post(std::function<void()> job, trace::Source source = trace::Source::here()) override;
  void show_progress(int done, int total) override;
  [[noreturn]] std::unique_ptr<ChildProcess> start_child(std::string name, int number,
                                                         trace::Source source = trace::Source::here()) override;

  /// What the claims are judged by at this moment.
  const Facts& facts() const { return facts_; }
  /// Once every thread has ended: judges the claims for the last time. The execution fails if one does.
  void finish();

 private:
  void judge(const Claim& claim) const;
  void do_jobs();

  const Lesson& lesson_;
  Facts facts_;
  Gauges gauges_;
  std::optional<threading::SimpleQueue<std::function<void()>>> jobs_;
  std::optional<threading::Thread> interface_;
};

}  // namespace course
