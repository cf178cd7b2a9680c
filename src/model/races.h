#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "model/finding.h"
#include "model/start_join_order.h"
#include "model/vector_clock.h"
#include "trace/event.h"
#include "trace/names.h"

namespace model {

/// Data races on shared variables: two accesses of different threads, at least one of which stores, that nothing
/// orders, in whatever order they happened to come (FastTrack: Flanagan and Freund 2009).
///
/// What orders:  release and the acquire after it, of locks and permits; a readers-writer lock's writers with all, but
///               not its readers with each other; put and get; task_done and join of a queue; set, count_down, a
///               future's outcome, and who saw it; arriving at a barrier and leaving it; submitting a call and making
///               it; start and join. A thread that is merely asked to stop (stop_token) leaves no trace, so that orders
///               nothing here.
/// Indivisible:  changes in one step (`modified`) do not race with each other or with loads, and order as std::atomic's
///               do: each comes after the one before, and a load after the one it read. With a store they do race: it
///               may overwrite them.
///
/// Takes events in causal order. One thread. Memory: bounded by threads times objects.
/// Complexity: O(1) for a load; O(threads) for a store and for what orders.
class Races {
 public:
  static constexpr std::size_t most_races = 64;
  static constexpr std::size_t most_of_one_variable = 8;

  explicit Races(StartJoinOrder& order) : order_(order) {}

  void add(const trace::ObjectName& name);
  /// loaded, stored or modified. `innermost`: the lock that the thread took last of those it holds.
  void use(const trace::Event& event, const Hold& innermost);
  /// Every other kind of event about an object, and thread_started.
  void order(const trace::Event& event);

  /// Of kind race, without sentences; one for each pair of lines.
  const std::vector<Finding>& races() const { return races_; }

 private:
  struct Access {
    std::uint64_t time = 0;  // of its slot; 0: none
    Slot slot = 0;
    Finding::Step step;
  };
  struct Variable {
    Access stored;
    Access modified;
    std::vector<Access> loaded;  // the latest of each slot since the last store, by slot
    Told by_modified;
    std::vector<std::uint64_t> reported;  // pairs of lines
  };
  /// What is known to whoever acquires.
  struct Knowledge {
    Told released;
    Told second;  // read: of readers; a barrier: of the round that opened; a queue: of tasks done
    int arrived = 0;
    bool written = false;
  };
  struct Object {
    trace::ObjectKind kind = trace::ObjectKind::gauge;
    std::int64_t limit = -1;
    std::unique_ptr<Variable> variable;
    std::unique_ptr<Knowledge> knowledge;
  };

  static constexpr Slot none = static_cast<Slot>(-1);

  Slot slot(trace::ThreadId thread) {
    return thread.value < slots_.size() && slots_[thread.value] != none ? slots_[thread.value] : begin(thread);
  }
  Slot begin(trace::ThreadId thread);
  bool known(const Access& access, Slot slot) const { return access.time <= clocks_.of(slot).at(access.slot); }
  Access access(const trace::Event& event, const Hold& innermost, Slot slot) const;

  void load(Variable& variable, const Access& access);
  void store(Variable& variable, const Access& access);
  void modify(Variable& variable, const Access& access);
  void check(Variable& variable, const Access& earlier, const Access& later);
  void acquire(const Object& object, const trace::Event& event, Knowledge& knowledge, Slot slot);
  void release(const Object& object, const trace::Event& event, Knowledge& knowledge, Slot slot);
  void leave(Knowledge& knowledge, Slot slot);
  void arrive(const Object& object, Knowledge& knowledge, Slot slot);

  StartJoinOrder& order_;
  ThreadClocks clocks_;
  std::vector<Slot> slots_;      // by thread; none until its clock has begun
  std::vector<Object> objects_;  // by id
  std::vector<Finding> races_;
};

}  // namespace model
