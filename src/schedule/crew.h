#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "threading/futex.h"

namespace schedule {

/// Lets one thread through each time that it is opened: how threads hand over the baton.
///
/// Thread-safety: wait() by one thread, open() by any.
/// Memory:        what was done before open() is visible after the wait() that it ended.
class Gate {
 public:
  void wait() {
    for (;;) {
      std::uint32_t seen = opened;
      if (state_.compare_exchange_strong(seen, closed, std::memory_order_acquire)) return;
      if (seen == closed && !state_.compare_exchange_strong(seen, awaited, std::memory_order_relaxed)) continue;
      threading::futex_wait(word(), awaited, threading::Deadline::never());
    }
  }
  /// Nothing of the gate is touched once the other thread may go through it, and with it away.
  void open() {
    const std::uint32_t& its_word = word();
    if (state_.exchange(opened, std::memory_order_release) == awaited) threading::futex_wake(its_word);
  }

 private:
  enum State : std::uint32_t { closed, awaited, opened };

  const std::uint32_t& word() const { return reinterpret_cast<const std::uint32_t&>(state_); }

  std::atomic<std::uint32_t> state_{closed};
};

/// Threads of the system that wait for something to do, so that an execution need not start its own.
///
/// Thread-safety: used by whoever has the baton.
class Crew {
 public:
  enum class Placement : std::uint8_t {
    anywhere,
    one_core,  ///< of the thread that makes the crew, which moves there too: a baton is handed over fastest there
  };

  explicit Crew(Placement placement = Placement::anywhere);
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  class Member {
   public:
    Gate gate;

   private:
    friend class Crew;
    bool idle_ = true;
    bool dismissed_ = false;
    std::function<void(Member&)> work_;
    std::thread thread_;
  };

  /// An idle member, which does `work` once its gate is opened. `work` says when it is idle again with rest().
  Member& hire(std::function<void(Member&)> work);
  static void rest(Member& member) { member.idle_ = true; }
  std::size_t size() const { return members_.size(); }

 private:
  static void serve(Member& member);

  class Pin;
  const std::unique_ptr<Pin> pin_;
  std::vector<std::unique_ptr<Member>> members_;
};

}  // namespace schedule
