#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "schedule/identities.h"
#include "schedule/step.h"

namespace schedule {

/// What happens before what in one execution: program order, starts, conflicts, notifies. Executions that differ only
/// in the order of steps that do not depend on each other are one and the same here (a Mazurkiewicz trace): they have
/// the same hash, in every process and on every machine.
///
/// Thread-safety: one thread at a time.
/// Complexity:    append() O(threads); the questions O(1).
class Causality {
 public:
  explicit Causality(const Identities& identities) : identities_(identities) {}
  /// Of a whole execution.
  Causality(const std::vector<Step>& steps, const Identities& identities);

  void clear();
  /// `thread` begins, by no step of another one.
  void begin(ThreadIndex thread);
  bool has_begun(ThreadIndex thread) const { return contains(begun_, thread); }
  /// The next step, as it was done.
  void append(const Step& step);

  std::size_t size() const { return steps_.size(); }
  /// Step `earlier` happens before step `later`, or is it.
  bool before(std::size_t earlier, std::size_t later) const { return known(earlier, steps_[later].clock); }
  /// Step `earlier` happens before the step that the thread of `later` did before `later`, or is it.
  bool before_predecessor(std::size_t earlier, std::size_t later) const {
    return known(earlier, steps_[later].predecessor);
  }
  /// Step `earlier` happens before the last step of `thread`, or is it.
  bool known_to(std::size_t earlier, ThreadIndex thread) const { return known(earlier, threads_[thread].clock); }

  std::uint64_t hash() const;

 private:
  using Clock = std::array<std::uint16_t, most_threads>;
  struct Moment {
    Clock clock{};
    std::uint64_t hash = 0;
  };
  /// The latest steps on an object that commute with each other, and all before them.
  struct Touched {
    std::uint32_t generation = 0;
    Access access = Access::exclusive;
    Moment before;
    Moment latest;
  };
  struct Done {
    ThreadIndex thread;
    std::uint16_t count;  // of its thread's steps
    Clock clock;
    Clock predecessor;
    std::uint64_t hash;
  };

  bool known(std::size_t earlier, const Clock& clock) const {
    return steps_[earlier].count <= clock[steps_[earlier].thread];
  }
  static void join(Clock& clock, const Clock& other);
  std::uint64_t label(const Step& step) const;
  Touched& touched(const Footprint::Touch& touch);
  Moment everything() const;

  const Identities& identities_;
  std::vector<Done> steps_;
  std::array<Moment, most_threads> threads_{};
  Threads begun_ = 0;
  Moment for_all_;  // the last step that touches everything
  std::vector<Touched> objects_;
  std::uint32_t generation_ = 1;
};

}  // namespace schedule
