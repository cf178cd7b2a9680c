#pragma once

#include <exception>
#include <utility>

#include "threading/error_of.h"
#include "threading/future.h"

namespace threading {

/// A call on its way to a worker, with the future that it will resolve. The call and its arguments go with it; the
/// future stays. For the library's own use.
class Task {
 public:
  Task() = default;
  virtual ~Task() = default;
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;

  /// Makes the call, unless the future was cancelled; whatever it throws, SystemExit included, lands in the future.
  /// Raises InvalidStateError if somebody else has resolved the future meanwhile.
  virtual void run() = 0;
  virtual AnyFuture future() const = 0;
};

template <class T, class Call>
class TaskOf final : public Task {
 public:
  TaskOf(Future<T> future, Call call) : future_(std::move(future)), call_(std::move(call)) {}

  void run() override {
    if (!future_.set_running_or_notify_cancel({})) return;
    if (auto error = error_of([this] { succeed(); })) future_.set_exception(std::move(error), {});
  }
  AnyFuture future() const override { return future_; }

 private:
  void succeed() {
    if constexpr (std::is_void_v<T>) {
      call_();
      future_.set_result(trace::Source{});
    } else {
      future_.set_result(call_(), {});
    }
  }

  const Future<T> future_;
  Call call_;
};

}  // namespace threading
