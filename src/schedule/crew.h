#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "threading/parker.h"

namespace schedule {

/// Lets one thread through each time that it is opened: how threads hand over the baton.
///
/// Thread-safety: wait() by one thread, open() by any.
/// Memory:        what was done before open() is visible after the wait() that it ended.
class Gate {
 public:
  void wait() {
    while (!open_.exchange(false, std::memory_order_acquire)) parker_.park(threading::Deadline::never());
  }
  void open() {
    open_.store(true, std::memory_order_release);
    parker_.unpark();
  }

 private:
  std::atomic<bool> open_{false};
  threading::Parker parker_;
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
