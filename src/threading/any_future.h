#pragma once

#include <compare>
#include <exception>
#include <memory>
#include <utility>

#include "threading/future_core.h"

namespace threading {

/// Refers to a Future whose result may be of any type, as a variable does in Python: copies mean the same future. For
/// collections of futures of different types; see Future for what the operations mean.
///
/// Thread-safety: every method, from any thread.
class AnyFuture {
 public:
  /// Gives it up if it has not begun; true if it is cancelled, now or since before. Runs its callbacks.
  bool cancel(trace::Source source = trace::Source::here()) const { return core_->cancel(source); }
  bool cancelled() const { return is_cancelled(core_->state()); }
  bool running() const { return core_->state() == trace::FutureState::running; }
  /// It has a result, or an error, or was cancelled.
  bool done() const { return is_done(core_->state()); }

  /// Waits until it is done; the very error that it failed with, null if it succeeded.
  std::exception_ptr exception(trace::Source source = trace::Source::here()) const {
    return exception_until(Deadline::never(), source);
  }
  /// Waits that long at the most; zero and negative only look.
  std::exception_ptr exception(Timeout timeout, trace::Source source = trace::Source::here()) const {
    return exception_until(Deadline::after(timeout), source);
  }

  // For executors and tests.

  /// Called once, by a worker, before anything else: whether it shall go on. False if the future was cancelled: then
  /// wait() and as_completed() count it as done from now on.
  bool set_running_or_notify_cancel(trace::Source source = trace::Source::here()) const {
    return core_->set_running_or_notify_cancel(source);
  }
  /// Raises ValueError if there is no error.
  void set_exception(std::exception_ptr error, trace::Source source = trace::Source::here()) const {
    core_->set_exception(std::move(error), source);
  }

  /// The same future; ordered by age.
  friend bool operator==(const AnyFuture&, const AnyFuture&) = default;
  friend std::strong_ordering operator<=>(const AnyFuture& left, const AnyFuture& right) {
    return left.core_->serial() <=> right.core_->serial();
  }

  /// For the library's own use.
  const std::shared_ptr<FutureCore>& core() const { return core_; }

 protected:
  explicit AnyFuture(std::shared_ptr<FutureCore> core) : core_(std::move(core)) {}

 private:
  std::exception_ptr exception_until(Deadline deadline, trace::Source source) const {
    return core_->wait_resolved(deadline, source) ? core_->error() : nullptr;
  }

  std::shared_ptr<FutureCore> core_;
};

}  // namespace threading
