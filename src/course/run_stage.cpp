#include "course/run_stage.h"

#include <algorithm>
#include <ctime>

#include "threading/error_text.h"
#include "threading/errors.h"
#include "threading/thread.h"

namespace course {
namespace {

std::chrono::nanoseconds thread_cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

/// The same numbers for the same seed and the same thread of the program, whatever the system's schedule.
std::mt19937_64 generator_for(std::uint64_t seed) {
  const std::string& path = threading::Context::current().path();
  std::seed_seq sequence(path.begin(), path.end());
  std::uint32_t words[2];
  sequence.generate(std::begin(words), std::end(words));
  return std::mt19937_64(seed ^ (std::uint64_t{words[0]} << 32U | words[1]));
}

std::string_view kind_in_words(Parameter::Kind kind) {
  switch (kind) {
    case Parameter::Kind::integer: return "an integer";
    case Parameter::Kind::real: return "a real number";
    case Parameter::Kind::duration: return "a duration";
    case Parameter::Kind::choice: return "a choice";
  }
  return {};
}

}  // namespace

RunStage::RunStage(const Settings& settings, std::uint64_t seed, std::shared_ptr<threading::Session> session,
                   EventLoop& loop)
    : settings_(settings),
      session_(std::move(session)),
      loop_(loop),
      generator_([](std::uint64_t of_run) { return generator_for(of_run); }, seed) {}

std::int64_t RunStage::raw(std::string_view parameter, Parameter::Kind kind) const {
  const Parameter& declared = settings_.parameter(parameter);
  if (declared.kind != kind) {
    throw BadInput("Parameter " + declared.name + " is " + std::string(kind_in_words(declared.kind)) + ", not " +
                   std::string(kind_in_words(kind)) + ".");
  }
  return settings_.raw(parameter);
}

std::int64_t RunStage::integer(std::string_view parameter) const { return raw(parameter, Parameter::Kind::integer); }

double RunStage::real(std::string_view parameter) const {
  return static_cast<double>(raw(parameter, Parameter::Kind::real)) / 1000.0;
}

std::chrono::nanoseconds RunStage::duration(std::string_view parameter) const {
  return std::chrono::nanoseconds(raw(parameter, Parameter::Kind::duration));
}

const std::string& RunStage::choice(std::string_view parameter) const {
  const auto index = static_cast<std::size_t>(raw(parameter, Parameter::Kind::choice));
  return settings_.parameter(parameter).choices.at(index);
}

void RunStage::print_line(std::string line) {
  threading::Context& self = threading::Context::current();
  if (!self.watched()) return;
  const trace::TextId text = self.channel()->recorder().add_text(std::move(line));
  self.record({.value = text.value, .kind = trace::EventKind::printed});
}

void RunStage::compute(std::chrono::nanoseconds cpu_time) {
  constexpr std::chrono::nanoseconds slice = std::chrono::milliseconds(1);
  const auto end = thread_cpu_time() + cpu_time;
  for (auto now = thread_cpu_time(); now < end; now = thread_cpu_time()) {
    threading::Session::breathe();
    const auto until = std::min(now + slice, end);
    while (thread_cpu_time() < until) {
    }
  }
}

std::uint64_t RunStage::random(std::uint64_t bound) {
  return std::uniform_int_distribution<std::uint64_t>(0, std::max<std::uint64_t>(bound, 1) - 1)(generator_.get());
}

void RunStage::post(std::function<void()> job) {
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
