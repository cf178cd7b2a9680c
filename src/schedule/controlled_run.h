#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "schedule/causality.h"
#include "schedule/crew.h"
#include "schedule/execution.h"
#include "schedule/identities.h"
#include "schedule/policies.h"
#include "schedule/program.h"
#include "schedule/scheduler.h"
#include "threading/runtime.h"
#include "threading/session.h"

namespace schedule {

/// Runs a program one step at a time, as a Scheduler says. Its threads are threads of the system that hand over a
/// baton: who comes to an operation announces it, decides who goes next, and waits until it is chosen itself. Nobody
/// blocks; who cannot go is not chosen.
///
/// Thread-safety: execute() by one thread at a time; the rest by the threads of the run.
class ControlledRun final : public threading::Runtime {
 public:
  ControlledRun(Identities& identities, Crew& crew, const Policies& policies);
  ~ControlledRun() override;

  /// From the set-up to the end; nothing is left of it but the answer, which holds until the next call.
  const Execution& execute(const SetUp& set_up, Scheduler& scheduler);
  /// The same, told to a recorder whose time is kept by hand (it raises std::logic_error otherwise). A step is one
  /// millisecond there, step 0 begins at 0, so that the same schedule always gives the same events; also where a sleep
  /// or a time-out lets the run's own time jump.
  ///
  ///   the one that was chosen          runs
  ///   could go, was not chosen         reached, value 1: is ready
  ///   cannot go                        blocked; woke by the step that lets it go, then it is ready
  ///   sleeps, and its time is not over sleeping
  ///
  /// The set-up is no thread of the trace; what it makes is named there when a thread first uses it. The trace ends,
  /// and the recorder is closed, where the execution's decision falls: what unwinding does, and at_end(), are no part
  /// of it.
  const Execution& execute(const SetUp& set_up, Scheduler& scheduler, std::shared_ptr<trace::Recorder> recorder);

  /// The execution that is going on: for its Scheduler.
  const Execution& so_far() const { return execution_; }

  /// The run that the calling thread belongs to; null: none.
  static ControlledRun* current();
  /// Called by a thread of the run: this execution fails. Raises TakenDown if that is its end.
  void fail(std::string what);

  // threading::Runtime
  Decision announce(threading::Context& thread, const threading::Operation& operation, threading::Subject& subject,
                    threading::FunctionRef<bool()> enabled, threading::Deadline deadline) override;
  std::size_t choose(std::size_t count) override;
  void woke(const threading::Context& waiter) override;
  void touches(threading::Subject& other) override;
  void spawn(const Recruit& recruit) override;
  bool woke_for_no_reason() const override;
  threading::Deadline::Clock::time_point now() const override { return now_; }
  void introduce(threading::Context& creator, threading::Subject& subject) override;

 private:
  class Slot;
  class Watch;
  enum class Phase : std::uint8_t { setting_up, running, aborting, over };

  void reset(Scheduler& scheduler);
  void set_up(const SetUp& set_up, Program& program);
  void finish(Program& program);
  void excepted(const std::string& who, const std::exception_ptr& error);

  Decision act_alone(const threading::Subject& subject, threading::FunctionRef<bool()> enabled,
                     threading::Deadline deadline) const;
  Decision go_down(const threading::Context& thread, OperationKind kind, threading::FunctionRef<bool()> enabled) const;
  void describe(Slot& slot, const threading::Operation& operation, threading::Subject& subject);
  ObjectNumber number_of(threading::Subject& subject);

  // Handing over. Each returns when `self` has the baton again.
  void hand_over(Slot& self);
  void pass(Slot& self, Slot* next);
  void serve(Slot& slot, Crew::Member& member);

  // Deciding. Null: nobody of the run goes on.
  Slot* decide();
  Slot* chosen_next();
  Slot* next_move();
  Slot* begin_abort();
  Slot* newest() const;
  Slot& slot_of(ThreadIndex thread) { return *by_thread_[thread]; }
  void commit();
  void look_around();
  void let_time_pass();
  void look_at(Slot& slot);
  bool is_due(const Slot& slot) const;
  void end_with(Verdict verdict, std::string what);

  // Who can never go on.
  bool deadlocks();
  Threads ring() const;
  Threads chain(ThreadIndex from, ThreadIndex to, Threads& seen) const;
  Threads waits_for_ever_for(const Slot& slot) const;
  bool may_be_let_in(const Slot& slot) const;
  Threads holders_of(const Slot& slot) const;
  Threads owner_of(const threading::Holder& holding) const;
  bool is_signal(const threading::Subject& lock) const;
  void note_release(const Slot& slot);

  Identities& identities_;
  Crew& crew_;
  const Policies policies_;
  Scheduler* scheduler_ = nullptr;
  std::shared_ptr<threading::Session> session_;
  std::unique_ptr<Watch> watch_;  // null: not told to a recorder

  // Touched by who has the baton.
  Gate gate_;  // of the thread in execute()
  Phase phase_ = Phase::over;
  std::uint32_t serial_ = 0;
  std::vector<std::unique_ptr<Slot>> slots_;  // used again in the next execution
  std::size_t used_ = 0;                      // of slots_, in the order of creation
  std::size_t begun_ = 0;                     // of those that the set-up started
  std::size_t awaited_ = 0;                   // unfinished, and no daemons
  bool completed_ = false;                    // nobody is awaited any more
  std::array<Slot*, most_threads> by_thread_{};
  std::array<std::size_t, most_threads> objects_made_{};
  std::size_t time_outs_left_ = 0;
  std::size_t wake_ups_left_ = 0;
  std::size_t choice_left_ = 0;  // of the step that is being done, what is still to be shared out
  threading::Deadline::Clock::time_point now_{};
  Execution execution_;
  bool judged_ = false;
  Causality causality_;
  Situation situation_;
};

}  // namespace schedule
