#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "threading/current_thread.h"
#include "threading/thread_handle.h"
#include "trace/source.h"

namespace threading {

class Session;

/// What a Thread can run: something that takes the arguments, or a std::stop_token and the arguments.
template <class Callable, class... Arguments>
concept ThreadCallable = std::is_invocable_v<std::decay_t<Callable>, std::decay_t<Arguments>...> ||
    std::is_invocable_v<std::decay_t<Callable>, std::stop_token, std::decay_t<Arguments>...>;

/// Python: threading.Thread. Runs a callable with its arguments, or an overridden run(), in a thread of its own.
///
///           | start()        | join()           | is_alive()
///   made    | starts it      | RuntimeError     | false
///   alive   | RuntimeError   | waits            | true
///   ended   | RuntimeError   | returns at once  | false
///
/// Thread-safety: see ThreadHandle; start() from any thread.
/// Raises:        RuntimeError if started twice or if the system has no thread left.
/// Memory:        what was done before start() is visible to the thread, what it did is visible after join().
/// Lifetime:      may be destroyed, or moved, while it runs; one whose class overrides run() only after join().
/// Trace:         thread_created, thread_launched, thread_started, thread_finished; joined, saw by is_alive(); blocked
///                and resumed around a join that waited.
/// Errors:        one that the callable does not catch goes to the excepthook (see excepthook.h); join() does not raise
///                it. SystemExit ends the thread quietly.
/// Stopping:      a callable that can be called with a std::stop_token first gets one, as std::jthread's does; Python
///                has nothing like it. request_stop() asks, Session::take_down() asks too.
/// Stack:         see stack_size.h.
/// The process waits at its end for threads that are no daemons: see shutdown.h.
class Thread : public ThreadHandle {
 public:
  struct Options {
    std::string name = {};  ///< empty: "Thread-1", "Thread-2" ... per session
    /// Python's target.__name__, which makes the default name "Thread-1 (work)". A C++ callable does not know what it
    /// is called; like Python's callables without a __name__ it leaves "Thread-1".
    std::string target_name = {};
    std::optional<bool> daemon = std::nullopt;   ///< unset: as the thread that makes it
    std::shared_ptr<Session> session = nullptr;  ///< null: that of the thread that makes it
  };

  template <class Callable, class... Arguments>
  requires ThreadCallable<Callable, Arguments...>
  explicit Thread(Callable&& callable, Arguments&&... arguments)
      : Thread(Options{}, std::forward<Callable>(callable), std::forward<Arguments>(arguments)...) {}

  template <class Callable, class... Arguments>
  requires ThreadCallable<Callable, Arguments...> Thread(const Options& options, Callable&& callable,
                                                         Arguments&&... arguments)
      : Thread(options) {
    // std::function wants to copy; what it holds is shared, so that a callable and arguments need only be movable.
    using Call = std::tuple<std::decay_t<Callable>, std::decay_t<Arguments>...>;
    auto call = std::make_shared<Call>(std::forward<Callable>(callable), std::forward<Arguments>(arguments)...);
    set_target([call, token = get_stop_token()] {
      std::apply([&](auto& function, auto&... rest) { invoke(token, function, rest...); }, *call);
    });
  }

  Thread(Thread&&) = default;
  Thread& operator=(Thread&&) = default;
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;
  virtual ~Thread() = default;

  /// Returns when the thread is alive.
  void start(trace::Source source = trace::Source::here());

  /// What the thread does; called directly it runs in the caller, and only once if there is a callable. A class that
  /// overrides it gives no callable.
  virtual void run();

 protected:
  // For a class that overrides run().
  Thread();
  explicit Thread(const Options& options);

 private:
  template <class Function, class... Parts>
  static void invoke(const std::stop_token& token, Function& function, Parts&... parts) {
    if constexpr (std::is_invocable_v<Function, std::stop_token, Parts...>) {
      std::invoke(std::move(function), token, std::move(parts)...);
    } else {
      std::invoke(std::move(function), std::move(parts)...);
    }
  }
  void set_target(std::function<void()> target);
};

}  // namespace threading
