#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "schedule/controlled_run.h"

namespace schedule {

/// One thread of a controlled run, as the run sees it.
class ControlledRun::Slot {
 public:
  /// Of the calling thread; null outside of the threads of a run.
  static Slot*& current() {
    thread_local Slot* slot = nullptr;
    return slot;
  }

  void recruited(const Recruit& recruit, ThreadIndex its_index) {
    index = its_index;
    context = &recruit.context;
    serial = recruit.context.serial();
    daemon = recruit.daemon;
    body = recruit.body;
    argument = recruit.argument;
    finished = false;
    begun_by = nullptr;
    enabled.reset();
    chosen_by.reset();
  }

  void announced(threading::FunctionRef<bool()> guard, threading::Deadline its_deadline,
                 threading::Subject& its_subject, threading::Subject* its_lock) {
    enabled.emplace(guard);
    deadline = its_deadline;
    subject = &its_subject;
    lock = its_lock;
    chosen_by.reset();
  }

  /// A condition's waiter, chosen or not.
  Waiter waiter() const {
    if (step.kind != OperationKind::reacquire || step.lock == no_object) return Waiter::none;
    return chosen_by ? Waiter::chosen : Waiter::waiting;
  }

  /// What it needs to go on. While it is in an operation.
  threading::Subject& awaited() const { return waiter() == Waiter::chosen ? *lock : *subject; }

  ThreadIndex index = set_up_thread;
  threading::Context* context = nullptr;
  std::uint64_t serial = 0;  // of context, which may be gone once it is finished
  Crew::Member* member = nullptr;
  bool daemon = false;
  void* (*body)(void*) = nullptr;
  void* argument = nullptr;
  bool finished = true;
  Slot* begun_by = nullptr;  // is in the action that started this one, until this one's first operation

  // What it would do next.
  Step step;
  std::array<Ending, 2> endings{};
  std::size_t ways = 0;  // of endings, those that are possible now; 0: it cannot go
  std::optional<threading::FunctionRef<bool()>> enabled;
  threading::Deadline deadline = threading::Deadline::never();
  threading::Subject* subject = nullptr;
  threading::Subject* lock = nullptr;    // a condition's
  std::optional<std::size_t> chosen_by;  // the step whose notify did
};

/// Makes a run the calling thread's for a scope.
class Membership {
 public:
  static ControlledRun*& current() {
    thread_local ControlledRun* run = nullptr;
    return run;
  }

  explicit Membership(ControlledRun& run) : previous_(std::exchange(current(), &run)) {}
  ~Membership() { current() = previous_; }
  Membership(const Membership&) = delete;
  Membership& operator=(const Membership&) = delete;

 private:
  ControlledRun* const previous_;
};

}  // namespace schedule
