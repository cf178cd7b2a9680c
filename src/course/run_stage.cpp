#include "course/run_stage.h"

#include "course/child_process.h"
#include "threading/error_text.h"
#include "threading/errors.h"
#include "threading/thread.h"

namespace course {

RunStage::RunStage(const Settings& settings, std::uint64_t seed, std::shared_ptr<threading::Session> session,
                   EventLoop& loop, ChildCommand child_command)
    : ProgramStage(settings, seed),
      session_(std::move(session)),
      loop_(loop),
      child_command_(std::move(child_command)) {}

void RunStage::post(std::function<void()> job, trace::Source) {
  threading::Session::breathe();
  gauge("interface pending").add(1);
  monitor_.note([&](threading::Turn& turn) {
    if (interface_context_ == nullptr) enter_interface();
    jobs_.record(turn.thread(), trace::EventKind::put, ++waiting_jobs_);
    // Whoever waits for the job does not wait in vain: the interface is not idle from here on.
    if (unfinished_jobs_++ == 0) {
      turn.thread().record({.peer = interface_context_->id(), .kind = trace::EventKind::woke});
    }
  });
  loop_.post([stage = weak_from_this(), job = std::move(job)] {
    if (const auto alive = stage.lock()) alive->run_job(job);
  });
}

void RunStage::enter_interface() {
  interface_context_ = session_->adopt("interface");
  interface_context_->record({.kind = trace::EventKind::thread_started});
  interface_context_->record({.value = -1, .kind = trace::EventKind::sleeping});
}

void RunStage::run_job(const std::function<void()>& job) {
  threading::Session::Visit visit(*interface_context_);
  if (!visit.admitted() || closed_.load()) return;
  gauge("interface pending").add(-1);
  interface_context_->record({.value = 1, .kind = trace::EventKind::resumed});
  monitor_.note([&](threading::Turn& turn) { jobs_.record(turn.thread(), trace::EventKind::got, --waiting_jobs_); });
  const auto began = thread_cpu_time();
  try {
    job();
  } catch (const threading::TakenDown&) {
  } catch (...) {
    report_error("interface", std::current_exception());
  }
  const auto busy = std::chrono::duration_cast<std::chrono::microseconds>(thread_cpu_time() - began);
  gauge("interface busy").set(busy.count());
  monitor_.note([&](threading::Turn& turn) {
    if (--unfinished_jobs_ == 0) turn.thread().record({.value = -1, .kind = trace::EventKind::sleeping});
  });
}

void RunStage::show_progress(int done, int total) {
  if (!loop_.is_current()) {
    throw threading::RuntimeError("a widget may only be touched on the interface's own thread: post() a job that does");
  }
  loop_.show_progress(done, total);
}

std::unique_ptr<ChildProcess> RunStage::start_child(std::string name, int number, trace::Source source) {
  threading::Session::breathe();
  return std::make_unique<ChildProcess>(*this, name, child_command_(number), source);
}

std::string RunStage::error() const {
  std::string error;
  monitor_.note([&](threading::Turn&) { error = error_; });
  return error;
}

void RunStage::report_error(const std::string& thread, const std::exception_ptr& error) {
  const std::string line = "Exception in thread " + thread + ": " + threading::error_text(error);
  print_line(line);
  monitor_.note([&](threading::Turn&) {
    if (error_.empty()) error_ = line;
  });
}

}  // namespace course
