#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "threading/any_future.h"
#include "threading/errors.h"

namespace threading {

template <class T>
class MapResults;

/// Python: concurrent.futures.Future. The result of a call that may not have been made yet. T may be void.
///
///                       | done() | result(0)      | exception(0)   | cancel() | set_result(), set_exception()
///   pending             | false  | TimeoutError   | TimeoutError   | true     | resolve it
///   running             | false  | TimeoutError   | TimeoutError   | false    | resolve it
///   cancelled           | true   | CancelledError | CancelledError | true     | InvalidStateError
///   cancelled for good  | true   | CancelledError | CancelledError | true     | InvalidStateError
///   done                | true   | the result     | null           | false    | InvalidStateError
///   failed              | true   | raises it      | the error      | false    | InvalidStateError
///
/// set_running_or_notify_cancel() leads from pending to running (true) and from cancelled to cancelled for good
/// (false); elsewhere it raises RuntimeError.
///
/// Thread-safety: every method, from any thread. The result itself is shared, and constant.
/// Raises:        as above, with nothing changed.
/// Memory:        what was done before the future was resolved is visible after result() and in its callbacks.
/// Lifetime:      a handle, see AnyFuture; the result lives as long as one of them.
/// Trace:         changed with the new trace::FutureState, saw by who found it done; blocked and resumed around a wait
///                that really waited.
template <class T>
class Future : public AnyFuture {
  static_assert(std::is_void_v<T> || (std::is_object_v<T> && std::is_same_v<T, std::decay_t<T>>),
                "a future's result is a value or void");
  using Stored = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

 public:
  using Result = std::conditional_t<std::is_void_v<T>, void, std::add_lvalue_reference_t<const T>>;

  explicit Future(std::string name = {}) : AnyFuture(std::make_shared<Core>(std::move(name))) {}

  /// Waits until it is done; gives the result, or raises the error that it failed with, every time.
  Result result(trace::Source source = trace::Source::here()) const& {
    return static_cast<Result>(await(Deadline::never(), source));
  }
  /// Waits that long at the most; zero and negative only look.
  Result result(Timeout timeout, trace::Source source = trace::Source::here()) const& {
    return static_cast<Result>(await(Deadline::after(timeout), source));
  }
  // The result of a handle that goes at once, as in submit().result(), is a copy.
  T result(trace::Source source = trace::Source::here()) const&& requires std::copy_constructible<T> {
    return await(Deadline::never(), source);
  }
  T result(Timeout timeout, trace::Source source = trace::Source::here()) const&& requires std::copy_constructible<T> {
    return await(Deadline::after(timeout), source);
  }

  /// Calls `callback(future)` once it is done: by the thread that resolves or cancels it, in the order of adding; at
  /// once, here, if it is done already. What a callback throws is reported (see warning.h).
  template <std::invocable<Future> Callback>
  void add_done_callback(Callback&& callback) const {
    // std::function wants to copy; what is shared need only be movable.
    auto shared = std::make_shared<std::decay_t<Callback>>(std::forward<Callback>(callback));
    core()->add_done_callback([shared](const std::shared_ptr<FutureCore>& done) {
      std::invoke(*shared, Future(std::static_pointer_cast<Core>(done)));
    });
  }

  // For executors and tests.

  void set_result(Stored result, trace::Source source = trace::Source::here()) const requires(!std::is_void_v<T>) {
    typed_core().set(std::move(result), source);
  }
  void set_result(trace::Source source = trace::Source::here()) const requires std::is_void_v<T> {
    typed_core().set({}, source);
  }

 private:
  friend class MapResults<T>;

  struct Core final : FutureCore {
    using FutureCore::FutureCore;
    void set(Stored result, trace::Source source) {
      succeed([&] { value.emplace(std::move(result)); }, source);
    }
    std::optional<Stored> value;  // written once, before the state says so
  };

  explicit Future(std::shared_ptr<Core> core) : AnyFuture(std::move(core)) {}

  Core& typed_core() const { return static_cast<Core&>(*core()); }

  const Stored& await(Deadline deadline, trace::Source source) const {
    Core& shared = typed_core();
    if (!shared.wait_resolved(deadline, source)) return in_vain();
    if (shared.error() != nullptr) std::rethrow_exception(shared.error());
    return *shared.value;
  }
  /// A destructor on the way down gets no result, and should not throw.
  static const Stored& in_vain() {
    if constexpr (std::is_default_constructible_v<Stored>) {
      static const Stored nothing{};
      return nothing;
    } else {
      throw CancelledError();
    }
  }
};

}  // namespace threading
