#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <string_view>

#include "course/facts.h"
#include "course/interface.h"
#include "trace/source.h"

namespace course {

class ChildProcess;

/// A number of the lesson that is charted and that claims are judged by. Its extremes are exact: they do not depend on
/// what the recorder had room for.
///
/// Thread-safety: every method, from any thread. Never blocks beyond another gauge operation.
/// Under control: a step of its own if a claim is judged by it, so that every order of such steps is tried; otherwise
///                no step, and the program must not depend on what add() and observed() answer.
class Gauge {
 public:
  virtual ~Gauge() = default;
  virtual void set(std::int64_t value, trace::Source source = trace::Source::here()) = 0;
  /// Returns the new value; indivisible.
  virtual std::int64_t add(std::int64_t difference, trace::Source source = trace::Source::here()) = 0;
  virtual Observed observed() const = 0;
};

/// Adds one while it lives: how many threads are inside a piece of code.
class Inside {
 public:
  explicit Inside(Gauge& gauge, trace::Source source = trace::Source::here()) : gauge_(gauge), source_(source) {
    gauge_.add(1, source_);
  }
  ~Inside() noexcept(false) { gauge_.add(-1, source_); }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  Gauge& gauge_;
  const trace::Source source_;
};

/// What a lesson's program sees of the run it is in.
///
/// Thread-safety: every method, from any thread of the run.
/// Raises:        BadInput for a parameter that the lesson did not declare, or declared as another kind.
class Stage {
 public:
  virtual ~Stage() = default;

  /// The parameter's value now; one that applies at the next run never changes during a run.
  virtual std::int64_t integer(std::string_view parameter) const = 0;
  virtual double real(std::string_view parameter) const = 0;
  virtual std::chrono::nanoseconds duration(std::string_view parameter) const = 0;
  virtual const std::string& choice(std::string_view parameter) const = 0;

  /// A line of output, as Python's print says it: parts separated by a space.
  template <class... Parts>
  void print(const Parts&... parts) {
    std::ostringstream line;
    std::string_view gap;
    ((line << gap << parts, gap = " "), ...);
    print_line(line.str());
  }
  virtual void print_line(std::string line) = 0;

  /// The gauge of that name, made at first use; valid as long as the run.
  virtual Gauge& gauge(std::string_view name) = 0;

  /// Keeps the core busy for that much of this thread's own CPU time, as a computation would; can be paused and
  /// stopped.
  virtual void compute(std::chrono::nanoseconds cpu_time, trace::Source source = trace::Source::here()) = 0;
  /// A random number of [0, bound), reproducible from the run's seed for each thread of the program. bound >= 1.
  virtual std::uint64_t random(std::uint64_t bound) = 0;

  /// Names a local variable of the calling thread, for step mode to show beside the thread; the value itself. Never a
  /// step, and nothing in a free run.
  template <class Value>
  Value local(std::string_view name, Value value, trace::Source source = trace::Source::here()) {
    note_local(name, static_cast<std::int64_t>(value), source);
    return value;
  }
  virtual void note_local(std::string_view name, std::int64_t value, trace::Source source) = 0;

  /// Queues a job on the application's event loop. Dropped if the run is over by then.
  virtual void post(std::function<void()> job, trace::Source source = trace::Source::here()) = 0;
  /// On the event loop's thread only (raises threading::RuntimeError elsewhere): a widget has one thread.
  virtual void show_progress(int done, int total) = 0;

  /// Starts a process of this same program that runs the child of the run's variant (Variant::child) with the run's
  /// parameters. `name` is what its lane is called; `number` tells one child from the others.
  /// Under control no process is started: the calling thread ends here.
  virtual std::unique_ptr<ChildProcess> start_child(std::string name, int number = 1,
                                                    trace::Source source = trace::Source::here()) = 0;
};

}  // namespace course
