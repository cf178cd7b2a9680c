#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "threading/monitor.h"
#include "threading/timeout.h"
#include "trace/event.h"
#include "trace/source.h"

namespace threading {

class FutureWaiter;

/// What the handles of one future share, whatever its result is: the state, the error, who waits and who is told. For
/// the library's own use; Future says what the operations mean.
///
/// Thread-safety: every method, from any thread.
class FutureCore : public std::enable_shared_from_this<FutureCore> {
 public:
  using Callback = std::function<void(const std::shared_ptr<FutureCore>&)>;

  explicit FutureCore(std::string name);
  virtual ~FutureCore() = default;
  FutureCore(const FutureCore&) = delete;
  FutureCore& operator=(const FutureCore&) = delete;

  /// In the order in which futures were made; never used again in this process.
  std::uint64_t serial() const { return serial_; }
  trace::FutureState state() const;

  bool cancel(trace::Source source);
  bool set_running_or_notify_cancel(trace::Source source);
  void set_exception(std::exception_ptr error, trace::Source source);
  void add_done_callback(Callback callback);

  /// Waits until it has a result or an error. Raises CancelledError and, at the deadline, TimeoutError. False only in
  /// a destructor on the way down, where there may be neither.
  bool wait_resolved(Deadline deadline, trace::Source source);
  /// What it failed with, null if it did not; once wait_resolved() was true.
  const std::exception_ptr& error() const { return error_; }

  /// From now on `waiter` is told, as its number `index`, that this is done; at once if it is. Done is here what
  /// wait() calls so: a cancelled future is only once set_running_or_notify_cancel() has passed it.
  void add(FutureWaiter& waiter, std::size_t index);
  void remove(const FutureWaiter& waiter);
  /// The step that was just done concerns this future, though it is another object that was waited for.
  void be_touched() const;
  /// The same, and it saw whether this is done.
  void be_seen() const;

 protected:
  /// Makes it succeed; `store` keeps the result, and may throw with nothing changed. Raises InvalidStateError.
  void succeed(FunctionRef<void()> store, trace::Source source) {
    resolve(trace::FutureState::succeeded, store, source);
  }

 private:
  struct Registered {
    FutureWaiter* waiter;
    std::size_t index;
  };

  void resolve(trace::FutureState outcome, FunctionRef<void()> store, trace::Source source);
  void become(Turn& turn, trace::FutureState state);
  /// Records that it was found done, if it is.
  void note_seen(Turn& turn) const;
  void tell_waiters();
  void run(const std::vector<Callback>& callbacks);
  std::string name() const;

  const std::uint64_t serial_;
  mutable Monitor monitor_;
  // Guarded by monitor_; the error is constant once the state says so.
  mutable Subject subject_;
  trace::FutureState state_ = trace::FutureState::pending;
  std::exception_ptr error_;
  std::vector<Callback> callbacks_;
  std::vector<Registered> waiters_;
};

/// Python: Future.cancelled().
constexpr bool is_cancelled(trace::FutureState state) {
  return state == trace::FutureState::cancelled || state == trace::FutureState::cancelled_and_notified;
}
/// Python: Future.done().
constexpr bool is_done(trace::FutureState state) {
  return state != trace::FutureState::pending && state != trace::FutureState::running;
}

}  // namespace threading
