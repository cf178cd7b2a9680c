#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/finding.h"
#include "model/gates.h"
#include "model/start_join_order.h"
#include "trace/event.h"
#include "trace/names.h"

namespace model {

/// In which order threads take locks while they hold others. Finds cycles of such orders that can become a deadlock: of
/// different threads, each of which holds its first lock when it asks for its second, could be there at the same time
/// (none is joined before another one starts), hold no common lock that keeps them apart nor more permits of a
/// semaphore than it has, and would wait for ever (a try and a wait with a time-out do not). Readers do not keep each
/// other out.
///
/// Takes events in causal order. One thread. Memory: bounded by the limits below.
/// Complexity: O(1) for an event, but O(locks held) where another lock is taken, and a search where that is new.
class LockOrder {
 public:
  static constexpr std::size_t most_cycles = 32;
  static constexpr std::size_t most_ways = 32;         ///< to take one lock after one other, that are told apart
  static constexpr std::size_t most_orders = 1 << 14;  ///< of all locks together
  static constexpr std::size_t most_held = 16;         ///< locks held, the innermost, that are looked at
  static constexpr std::size_t most_looks = 20'000;    ///< in one search
  static constexpr std::size_t most_known = 1 << 16;   ///< ways that are remembered

  explicit LockOrder(StartJoinOrder& order) : order_(order) {}

  void add(const trace::ObjectName& name);
  void apply(const trace::Event& event);

  /// The lock that the thread took last of those it holds; none if it holds none.
  Hold innermost(trace::ThreadId thread) const {
    return thread.value < held_.size() && !held_[thread.value].empty() ? held_[thread.value].back() : Hold{};
  }
  /// Of kind lock_order, without sentences.
  const std::vector<Finding>& cycles() const { return cycles_; }

 private:
  enum class Kind : std::uint8_t { no_lock, exclusive, readers_writer };
  struct Lock {
    Kind kind = Kind::no_lock;
    trace::ThreadId owner;  // of an exclusive one
  };

  /// One way in which a thread took a lock while it held another one.
  struct Edge {
    trace::ThreadId thread;
    Hold first;
    Hold second;
    std::vector<Hold> held;  // all that it held, `first` included
    std::vector<Gates::Permits> permits;
    Slot slot = 0;
    std::shared_ptr<const VectorClock> clock;
  };
  using Path = std::vector<const Edge*>;

  void acquired(const trace::Event& event, Lock& lock);
  void released(const trace::Event& event, const Lock& lock);
  void wants(trace::ThreadId thread, const Hold& wanted);
  bool is_new(trace::ThreadId thread, const Hold& first, const Hold& wanted, Slot slot);
  bool has_room(const Hold& first, const Hold& wanted) const;
  void learn(trace::ThreadId thread, const Hold& first, const Hold& wanted, Slot slot);
  void find_cycles(Path& path, std::size_t& looks);
  /// Whether the threads have room behind the semaphores whose permits they hold.
  bool have_room(const Path& path) const;
  void report(const Path& path);
  static bool may_meet(const Edge& one, const Edge& other);
  static bool waits_for(const Edge& one, const Edge& other);

  std::vector<Hold>& held_by(trace::ThreadId thread);

  StartJoinOrder& order_;
  Gates gates_;
  std::vector<Lock> locks_;                                                        // by object
  std::vector<std::vector<Hold>> held_;                                            // by thread, in the order of taking
  std::unordered_map<trace::ObjectId, std::vector<std::unique_ptr<Edge>>> edges_;  // by first lock
  std::unordered_set<std::uint64_t> known_;                                        // ways that were looked at already
  std::size_t edge_count_ = 0;
  std::set<std::vector<trace::ObjectId>> reported_;
  std::vector<Finding> cycles_;
};

}  // namespace model
