#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course/catalogue.h"
#include "course/controlled.h"
#include "course/figures.h"
#include "course/outcome.h"
#include "course/parameter.h"
#include "course/saved_schedule.h"
#include "trace/ids.h"

namespace course {

/// One of the ways in which a thread can go on.
struct StepOption {
  enum class Kind : std::uint8_t {
    act,       ///< does what it stands before
    time_out,  ///< its wait ends by time-out, now
    wake_up,   ///< its wait ends for no reason
  };
  Kind kind = Kind::act;
  std::uint16_t choice = 0;  ///< for Stepper::step()
  std::string words;         ///< for a button: "store 5 to counter", "time out", "wake up for no reason"
};

/// A local variable of a thread.
struct StepLocal {
  std::string name;
  std::int64_t value = 0;
  bool changed = false;  ///< by the last step
};

/// Where a thread stands.
struct StepThread {
  enum class Standing : std::uint8_t { can_go, waits, finished };

  trace::ThreadId id;  ///< in the frame's snapshot
  std::string name;
  Standing standing = Standing::can_go;
  /// What goes behind its name: "will store 5 to counter", "waits for lock till, held by worker-2", "has finished".
  std::string pending;
  std::vector<StepLocal> locals{};  ///< that the lesson names, in the order in which they came
  std::string last;                 ///< what it did last: "read 4 from counter"; empty: nothing yet
  std::uint32_t line = 0;           ///< of lesson.cpp, where it stands; 0: elsewhere
  std::vector<StepOption> options;  ///< empty unless it can go; the first is what it does by itself
};

/// A step of the schedule.
struct ScheduledStep {
  trace::ThreadId thread;
  std::string thread_name;
  StepOption::Kind ended = StepOption::Kind::act;
  std::string words;        ///< what goes behind the thread's name: "read 4 from counter", "acquired lock till"
  std::uint32_t line = 0;   ///< of lesson.cpp; 0: elsewhere
  bool pre_empted = false;  ///< the thread that went before could have gone on
  bool continues = false;   ///< the same statement as the step before
  bool matters = true;      ///< it happens before what fails; true for all while nothing does
};

/// What a step did to something that the lesson names: a gauge or a Shared variable.
struct StepValue {
  trace::ObjectId object;
  std::string name;
  std::int64_t value = 0;
  bool gauge = false;
  bool changed = false;  ///< by the last step
};

/// What is wrong, or that nothing is.
struct StepVerdict {
  enum class Kind : std::uint8_t {
    open,   ///< nothing against it so far
    holds,  ///< everything has ended, and every claim holds
    claim_fails,
    stuck,    ///< some threads can never go on
    endless,  ///< the threads go on and on: a livelock, or a loop that nothing ends
    error,    ///< an error that no one caught
  };
  Kind kind = Kind::open;
  std::string sentence{};  ///< empty while open; at the end of what can be stepped, that a child process goes on
  std::string claim{};     ///< id of the claim that fails; empty: none
  /// The steps that did it, in order, and what they did: "step 4: worker-1 read 0 from counter".
  std::vector<std::size_t> culprits{};
  std::string because{};  ///< one sentence that names them; empty if there is nothing to add

  bool fails() const { return kind != Kind::open && kind != Kind::holds; }
};

/// A program at one step of one schedule. Immutable; any thread.
struct StepFrame {
  /// As of a free run, for the same views: threads, objects, waits, claims judged at this step.
  Frame frame;
  std::vector<StepThread> threads;       ///< in the order in which they began
  std::vector<ScheduledStep> steps;      ///< those that were done, then those that can be redone
  std::size_t position = 0;              ///< how many of them are done
  std::vector<StepValue> values;         ///< in the order in which they were made
  std::vector<trace::ObjectId> changed;  ///< by the last step (or statement)
  StepVerdict verdict;
  bool over = false;             ///< nobody can go any further: all has ended, or failed, or is stuck
  std::size_t pre_emptions = 0;  ///< among those done
  /// For the lesson's text; none before the program has come to an end of its own.
  std::optional<Figures> figures{};

  bool can_undo() const { return position > 0; }
  bool can_redo() const { return position < steps.size(); }
  const StepThread* thread(trace::ThreadId id) const;
};

/// A lesson's program, one step at a time, as the learner says, and back again.
///
/// The position is a list of decisions. Each call executes the program anew up to where it ends: so no thread is held
/// between calls, there is no limit to going back, and every earlier step is a place to try something else.
///
/// Every call returns the frame of the new position. A step that fails ends the schedule: go back to go elsewhere.
///
/// Thread-safety: one thread at a time, always the same one; the frames go anywhere.
/// Raises:        BadInput, and nothing has changed, where something is not possible; the sentence says why.
/// Complexity:    O(steps) of the program; well below a millisecond for a lesson.
class Stepper {
 public:
  enum class Granularity : std::uint8_t {
    statements,  ///< loads and stores of one line that a thread does one after the other are one step
    operations,
  };
  using Fidelity = course::Fidelity;

  struct Options {
    std::uint64_t seed = 1;  ///< of the program's random numbers
    /// None: what the lesson allows, without a limit to how often.
    std::optional<Environment> environment{};
    Granularity granularity = Granularity::statements;
  };

  /// At the first step. `entry` must outlive it. `settings` are used as they are: see controlled_settings().
  /// Raises BadInput for an unknown variant.
  Stepper(const Entry& entry, std::string_view variant, const Settings& settings, Options options);
  ~Stepper();
  Stepper(const Stepper&) = delete;
  Stepper& operator=(const Stepper&) = delete;

  using Result = std::shared_ptr<const StepFrame>;

  Result frame() const;
  const Settings& settings() const;

  /// `thread` goes on, in the way that `choice` of one of its options says. What could be redone is cut off, unless
  /// this was the next of it; undo() of this step brings it back.
  Result step(trace::ThreadId thread, std::uint16_t choice = 0);
  /// The next step that can be redone; without one, whoever went goes on, and lets others go before it where it sleeps.
  Result advance();
  /// One step or statement back; at the beginning nothing happens.
  Result undo();
  /// At the end nothing happens.
  Result redo();
  /// To where `position` of the steps are done.
  Result go_to(std::size_t position);
  /// Advances until the next step would be at that line of lesson.cpp, or a thread has come to wait there; at least by
  /// one step, at most by `most`, and no further than the end.
  Result run_to_line(std::uint32_t line, std::size_t most = 2'000);

  Granularity granularity() const;
  void set_granularity(Granularity granularity);

  /// A schedule file: goes to its start, with all its steps to be redone, in the environment that it was made for.
  /// Raises BadInput for what is no schedule of this lesson and variant with these parameters; OutOfDate if the
  /// lesson's program has changed since.
  Result load(const std::string& text, Fidelity fidelity = Fidelity::strict);
  /// The steps done so far as a schedule file.
  std::string schedule_text() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace course
