#include "course/lesson.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "course/child.h"
#include "course/child_process.h"
#include "course/stage.h"
#include "threading/sleep.h"
#include "threading/thread.h"
#include "threading/timer.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

constexpr int beats = 8;

void beat(course::Child& child, int number) {
  threading::sleep_for(child.duration("worker-time") / beats);
  child.gauge("heartbeats").add(1);
  child.print("worker: heartbeat", number, "of", beats);
}

/// What the main thread of the child does beside its worker; returns the exit status.
int wait_for_main_time(course::Child& child) {
  const bool interrupted = child.interrupted_within(child.duration("main-time"));
  child.gauge("main ended").set(child.age() / 1ms);
  child.print(interrupted ? "main: interrupted, I end" : "main: done, I end");
  return interrupted ? 130 : 0;
}

//! [non-daemon]
int non_daemon(course::Child& child) {  // the main() of a program of its own
  threading::Thread worker({.name = "worker", .daemon = false}, [&child] {
    for (int number = 1; number <= beats; ++number) beat(child, number);
    child.print("worker: cleaned up");
    child.gauge("clean-ups").add(1);
  });
  worker.start();
  return wait_for_main_time(child);
}  // the process waits for the worker, then it ends
//! [non-daemon]

//! [daemon]
int daemon(course::Child& child) {  // the main() of a program of its own
  threading::Thread worker({.name = "worker", .daemon = true}, [&child] {
    for (int number = 1; number <= beats; ++number) beat(child, number);
    child.print("worker: cleaned up");
    child.gauge("clean-ups").add(1);
  });
  worker.start();
  return wait_for_main_time(child);
}  // the process ends, whatever the worker is doing
//! [daemon]

//! [daemon-file]
int daemon_file(course::Child& child) {  // the main() of a program of its own
  threading::Thread worker({.name = "worker", .daemon = true}, [&child] {
    std::ofstream log("worker.log");  // its lines go to the disk a bufferful at a time
    for (int number = 1; number <= beats; ++number) {
      beat(child, number);
      log << "heartbeat " << number << "\n";
      child.gauge("lines written").add(1);
    }
    child.print("worker: cleaned up");
    child.gauge("clean-ups").add(1);
  });  // here the file is closed, and the rest of its buffer written
  worker.start();
  return wait_for_main_time(child);
}  // the process ends, whatever the worker is doing
//! [daemon-file]

/// Ctrl+C, as often as the learner wants, at equal intervals.
class Interrupts {
 public:
  Interrupts(course::Stage& stage, const course::ChildProcess& child) {
    for (std::int64_t number = 1; number <= stage.integer("interrupts"); ++number) {
      const threading::Thread::Options options{.name =
                                                   "Ctrl+C " + std::to_string(number)};
      const auto send = [&stage, &child] {
        if (child.interrupt()) stage.print("Ctrl+C is sent");
      };
      timers_.push_back(std::make_unique<threading::Timer>(
          options, number * stage.duration("interrupt-after"), send));
      timers_.back()->start();
    }
  }
  /// Those that are left over are not sent.
  ~Interrupts() noexcept(false) {
    for (const auto& timer : timers_) timer->cancel();
    for (const auto& timer : timers_) timer->join();
  }
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

 private:
  std::vector<std::unique_ptr<threading::Timer>> timers_;
};

std::int64_t lines_in(const std::filesystem::path& file) {
  std::ifstream lines(file);
  std::int64_t count = 0;
  for (std::string line; std::getline(lines, line);) ++count;
  return count;
}

/// Starts the child, which tells what it does, and says how it ended.
std::unique_ptr<course::ChildProcess> watch(course::Stage& stage) {
  auto child = stage.start_child("process");
  stage.gauge("processes").set(1);
  stage.gauge("heartbeats").set(0);
  {
    const Interrupts interrupts(stage, *child);
    child->wait();
  }  // whoever sent one has said so by now
  const auto& [status, by_signal, lived] = child->wait();
  stage.gauge("processes").set(0);
  stage.gauge("exit status").set(status);
  stage.gauge("exit time").set(lived / 1ms);
  stage.print("the process has ended after", lived / 1ms, "ms with status",
              std::to_string(status) + (by_signal ? ", killed by Ctrl+C" : ""));
  return child;
}

std::int64_t last(course::Stage& stage, std::string_view gauge) {
  return stage.gauge(gauge).observed().last;
}

void watch_non_daemon(course::Stage& stage) {
  const auto child = watch(stage);
  if (child->wait().by_signal) return;
  stage.gauge("heartbeats missing").set(beats - last(stage, "heartbeats"));
}

void watch_daemon(course::Stage& stage) {
  const auto child = watch(stage);
  if (child->wait().by_signal) return;
  stage.gauge("outlived main")
      .set(last(stage, "exit time") - last(stage, "main ended"));
}

void watch_daemon_file(course::Stage& stage) {
  const auto child = watch(stage);
  const std::int64_t lines = lines_in(child->folder() / "worker.log");
  stage.gauge("lines in the file").set(lines);
  stage.gauge("lines lost").set(last(stage, "lines written") - lines);
  if (child->wait().by_signal) return;
  stage.gauge("outlived main")
      .set(last(stage, "exit time") - last(stage, "main ended"));
}

std::int64_t nothing(const course::Facts&) { return 0; }
std::int64_t half_a_second(const course::Facts&) { return 500; }

}  // namespace

course::Lesson daemon_threads() {
  using Kind = course::Variant::Kind;
  using Measure = course::Sweep::Measure;
  return {
      .title = "Daemon threads",
      .summary =
          "A process waits at its end for its threads, but not for its daemons: those "
          "are cut off wherever they are.",
      .parameters =
          {
              explained(course::duration("worker-time", "Worker time", 80ms, 20s, 6s),
                        "How long the worker of the process is at work, in eight equal "
                        "parts."),
              explained(course::duration("main-time", "Main time", 0ms, 20s, 2s),
                        "How long the main thread of the process is at work."),
              explained(course::integer("interrupts", "Ctrl+C", 0, 2, 0),
                        "How often Ctrl+C is sent to the process.", "times"),
              explained(
                  course::duration("interrupt-after", "Ctrl+C after", 50ms, 10s, 1s),
                  "When it is sent, and how much later once more."),
          },
      .variants =
          {
              {"non-daemon", "Non-daemon", Kind::design,
               "Main ends, and the process lives on until the worker has ended.",
               watch_non_daemon, "", non_daemon},
              {"daemon", "Daemon", Kind::design,
               "The process ends with main, and the worker with it, in the middle of "
               "its work.",
               watch_daemon, "", daemon},
              {"daemon-file", "Daemon with a file", Kind::broken,
               "The worker writes to a file, and what is in the buffer when it is cut "
               "off "
               "is lost.",
               watch_daemon_file,
               "What is lost here is lost by the end of a process, which exploring "
               "does "
               "not start; a run can show it.",
               daemon_file},
          },
      .claims =
          {
              never_above(
                  "waited-for",
                  "A worker that is no daemon finishes before its process ends.",
                  "heartbeats missing", nothing),
              about_time(never_above(
                  "not-waited-for",
                  "With a daemon, the process ends within 500 ms of its main thread.",
                  "outlived main", half_a_second, "ms")),
              never_above("nothing-lost",
                          "Every line that the worker wrote is in the file.",
                          "lines lost", nothing),
          },
      .charts =
          {
              {"Life", "processes", {{"processes", "child processes"}}},
              {"Heartbeats", "heartbeats", {{"heartbeats", "of the worker"}}},
              {"Log file",
               "lines",
               {{"lines written", "written"}, {"lines in the file", "in the file"}}},
          },
      .prediction =
          {
              "The worker is a daemon and needs 6 seconds; main ends after 2. What "
              "becomes of the worker?",
              {
                  {"It goes on in the background until its work is done",
                   "a daemon outlives its process",
                   "The daemons of an operating system are processes of their own. A "
                   "daemon thread lives in its process and goes with it."},
                  {"It gets an exception, cleans up, and ends",
                   "the end of the process is an exception in its threads",
                   "Nobody tells it anything: no exception, no clean-up. It does not "
                   "execute another instruction."},
                  {"It is cut off after about 2 seconds, wherever it is", "",
                   "A process waits for every thread that is no daemon, and for no "
                   "daemon. When main ends, the process ends."},
                  {"Nothing changes: main waits for it before it ends",
                   "every thread is waited for",
                   "That is what happens to a thread that is no daemon. The flag "
                   "daemon says: do not wait for me."},
              },
          },
      .sweeps =
          {
              {.title = "Life of the process against main time",
               .parameter = "main-time",
               .measure = Measure::last,
               .gauge = "exit time",
               .unit = "ms",
               .values = {"0 ms", "2 s", "4 s", "8 s"},
               .variants = {"non-daemon", "daemon"}},
          },
      .outcome = "heartbeats",
      .quick_with = {{"worker-time", "1 s"}, {"main-time", "300 ms"}},
      .views = {"output", "timeline"},
  };
}

}  // namespace lessons
