#include "course/child.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <thread>

#include "course/child_process.h"
#include "course/measurement.h"
#include "threading/error_text.h"
#include "threading/errors.h"
#include "threading/shutdown.h"

namespace course {
namespace {

/// In one piece, and at once: what the process has printed is read even if it is killed next.
void write_line(std::string line) {
  line += '\n';
  for (std::string_view rest = line; !rest.empty();) {
    const ssize_t count = write(STDOUT_FILENO, rest.data(), rest.size());
    if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
    if (count < 0 && errno != EINTR) return;
  }
}

/// Waits for the first Ctrl+C, and leaves the second one to the system, which ends the process.
void heed_interrupts(threading::Event& interrupted) {
  sigset_t interrupt;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  pthread_sigmask(SIG_BLOCK, &interrupt, nullptr);
  std::thread([interrupt, &interrupted] {
    int signal = 0;
    sigwait(&interrupt, &signal);
    interrupted.set();
    pthread_sigmask(SIG_UNBLOCK, &interrupt, nullptr);
    for (;;) pause();
  }).detach();
}

int status_of(const std::function<int(Child&)>& program, Child& child) {
  try {
    return program(child);
  } catch (...) {
    child.print_line("Exception in thread main: " + threading::error_text(std::current_exception()));
    return 1;
  }
}

}  // namespace

class Child::Reported final : public Gauge {
 public:
  explicit Reported(std::string name) : name_(std::move(name)) {}

  void set(std::int64_t value, trace::Source) override { note(Measurement::Kind::set, value); }
  std::int64_t add(std::int64_t difference, trace::Source) override { return note(Measurement::Kind::add, difference); }
  Observed observed() const override {
    Observed observed;
    monitor_.note([&](threading::Turn&) { observed = observed_; });
    return observed;
  }

 private:
  std::int64_t note(Measurement::Kind kind, std::int64_t number) {
    std::int64_t value = 0;
    monitor_.note([&](threading::Turn&) {
      value = kind == Measurement::Kind::set ? number : observed_.last + number;
      observed_.note(value);
      write_line(line_of({kind, number, name_}));
    });
    return value;
  }

  const std::string name_;
  mutable threading::Monitor monitor_;
  Observed observed_;  // guarded by monitor_
};

Child::Child(const Settings& settings, std::uint64_t seed, int number, TimePoint began)
    : ProgramStage(settings, seed), number_(number), began_(began) {
  heed_interrupts(interrupted_);
}

bool Child::interrupted_within(std::chrono::nanoseconds duration, trace::Source source) {
  return interrupted_.wait(duration, source);
}

void Child::print_line(std::string line) { write_line(std::move(line)); }

Gauge& Child::gauge(std::string_view name) {
  Gauge* gauge = nullptr;
  monitor_.note([&](threading::Turn&) {
    auto found = gauges_.find(name);
    if (found == gauges_.end()) {
      found = gauges_.emplace(name, std::make_unique<Reported>(std::string(name))).first;
    }
    gauge = found->second.get();
  });
  return *gauge;
}

void Child::post(std::function<void()>, trace::Source) {
  throw threading::RuntimeError("a child process has no interface to post a job to");
}

void Child::show_progress(int, int) {
  throw threading::RuntimeError("a child process has no interface to show progress on");
}

std::unique_ptr<ChildProcess> Child::start_child(std::string, int, trace::Source) {
  throw threading::RuntimeError("a child process starts no other ones");
}

void run_child(const std::function<int(Child&)>& program, const Settings& settings, std::uint64_t seed, int number,
               Child::TimePoint began) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const rlimit no_core_files{0, 0};
  setrlimit(RLIMIT_CORE, &no_core_files);
  // Neither is destroyed: daemons go on until the process is gone.
  static Child& child = *new Child(*new Settings(settings), seed, number, began);
  const int status = status_of(program, child);
  threading::shutdown();
  std::_Exit(status);
}

}  // namespace course
