#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "threading/context.h"
#include "threading/quiet_runtime.h"
#include "threading/thread.h"
#include "threading/watched.h"

/// A Runtime whose threads go one operation at a time, when the test says so.
class Scripted final : public QuietRuntime {
 public:
  /// Whether `thread` could do what it announced; waits until it has announced something.
  bool can_go(const threading::ThreadHandle& thread) {
    return until([&] { return has_announced(thread); }) && with_guard(thread);
  }
  /// Lets `thread` do what it announced and waits until it announces something else, or has ended.
  bool go(const threading::ThreadHandle& thread, Decision decision = Decision::act) {
    if (!until([&] { return has_announced(thread); })) return false;
    {
      const std::scoped_lock held(mutex_);
      pending_.at(*thread.ident()).decision = decision;
    }
    return until([&] { return has_announced(thread) || !thread.is_alive(); });
  }

  Decision announce(threading::Context& thread, const threading::Operation& operation, threading::Subject&,
                    threading::FunctionRef<bool()> enabled, threading::Deadline) override {
    if (operation.kind == threading::OperationKind::end) return Decision::act;
    {
      const std::scoped_lock held(mutex_);
      pending_.insert_or_assign(thread.serial(), Pending{enabled, std::nullopt});
    }
    for (;; std::this_thread::yield()) {
      const std::scoped_lock held(mutex_);
      const auto mine = pending_.find(thread.serial());
      if (!mine->second.decision) continue;
      const Decision decision = *mine->second.decision;
      pending_.erase(mine);
      return decision;
    }
  }
  void spawn(const Recruit& recruit) override {
    threads_.emplace_back([body = recruit.body, argument = recruit.argument] { body(argument); });
  }

 private:
  struct Pending {
    threading::FunctionRef<bool()> enabled;
    std::optional<Decision> decision;
  };

  bool has_announced(const threading::ThreadHandle& thread) {
    const std::scoped_lock held(mutex_);
    const auto found = pending_.find(*thread.ident());
    return found != pending_.end() && !found->second.decision;
  }
  bool with_guard(const threading::ThreadHandle& thread) {
    const std::scoped_lock held(mutex_);
    return pending_.at(*thread.ident()).enabled();
  }

  std::mutex mutex_;
  std::map<std::uint64_t, Pending> pending_;  // guarded by mutex_; by the thread's ident
  std::vector<std::jthread> threads_;         // touched by the test's own thread only
};
