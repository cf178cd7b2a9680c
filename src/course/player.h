#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "course/lesson_program.h"
#include "course/outcome.h"
#include "schedule/controlled_run.h"
#include "schedule/scheduler.h"
#include "trace/recorder.h"

namespace course {

/// A lesson's program where an execution stood when its guide let it go no further, or when it could go no further.
struct Scene {
  struct Standing {
    schedule::Step next;  ///< what the thread would do
    bool can_go = false;
  };

  schedule::Execution execution;                                           ///< abandoned: the guide stopped it
  std::array<std::optional<Standing>, schedule::most_threads> standing{};  ///< of those that have not finished
  std::vector<schedule::ThreadIndex> threads{};                            ///< that have begun, in that order
  std::vector<trace::ThreadId> ids{};                                      ///< in the snapshot, by ThreadIndex
  std::vector<trace::Event> events{};                                      ///< by time
  std::map<std::string, Observed, std::less<>> observed{};
  bool completed = false;  ///< every thread has ended
  Frame frame;

  bool is_open() const { return execution.verdict == schedule::Verdict::abandoned; }
  trace::ThreadId id(schedule::ThreadIndex thread) const;
  std::optional<schedule::ThreadIndex> thread(trace::ThreadId id) const;
};

/// The part of a schedule's time that one step takes in a trace.
inline constexpr trace::Time step_length = std::chrono::milliseconds(1);

/// Executes a program again and again, each time as far as a guide says, and tells what was found there. Goes on to the
/// next decision where something fails.
///
/// Thread-safety: the thread that made the crew.
class Player {
 public:
  Player(const LessonProgram& program, schedule::Crew& crew, const schedule::Policies& policies);

  Scene play(schedule::Scheduler& guide);

  const LessonProgram& program() const { return program_; }
  const schedule::Policies& policies() const { return policies_; }
  const schedule::Identities& identities() const { return identities_; }

 private:
  class Watcher;

  void read_trace(Scene& scene, trace::Recorder& recorder) const;
  void judge(Scene& scene) const;

  const LessonProgram program_;
  const schedule::Policies policies_;
  schedule::Identities identities_;
  schedule::ControlledRun run_;
};

}  // namespace course
