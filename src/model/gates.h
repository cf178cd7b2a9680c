#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trace/event.h"
#include "trace/names.h"

namespace model {

/// Semaphores that keep threads out: as long as each permit is given back by the thread that took it, no more threads
/// are behind a semaphore at a time than it has permits. One that hands permits from thread to thread keeps nobody out.
///
/// Takes events in causal order. One thread. Memory: bounded by threads times semaphores.
class Gates {
 public:
  struct Permits {
    trace::ObjectId gate;
    std::int64_t number = 0;  ///< at least 1
  };

  void add(const trace::ObjectName& name);
  /// What is no semaphore, and what is neither acquired nor released, is passed over. O(semaphores that the thread is
  /// behind).
  void apply(const trace::Event& event);

  /// What the thread holds, each gate once.
  const std::vector<Permits>& held_by(trace::ThreadId thread) { return of(thread); }
  /// Whether so many threads can be behind it at the same time.
  bool has_room(trace::ObjectId gate, std::size_t threads) const;

 private:
  struct Gate {
    bool is_semaphore = false;
    bool hands_over = false;
    std::int64_t permits = 0;  // in all
    std::int64_t left = 0;
  };

  void take(const trace::Event& event);
  void give(const trace::Event& event);
  std::vector<Permits>& of(trace::ThreadId thread);

  std::vector<Gate> gates_;                 // by object
  std::vector<std::vector<Permits>> held_;  // by thread
};

}  // namespace model
