#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "threading/errors.h"
#include "threading/timeout.h"
#include "trace/source.h"

namespace threading {

class Session;
struct ThreadState;

/// Refers to a thread, as a variable does in Python: copies mean the same thread, which goes on without them.
///
/// Thread-safety: every method, from any thread.
class ThreadHandle {
 public:
  explicit ThreadHandle(std::shared_ptr<ThreadState> state) : state_(std::move(state)) {}

  std::string name() const;
  void set_name(std::string name);
  /// The process does not wait for a daemon at its end.
  bool daemon() const;
  /// Raises RuntimeError once started.
  void set_daemon(bool daemon);
  /// Unique among living threads; none before start(), kept after the end.
  std::optional<std::uint64_t> ident() const;
  /// The system's number of the thread (gettid); none before start(), kept after the end.
  std::optional<int> native_id() const;
  /// Started and not ended.
  bool is_alive(trace::Source source = trace::Source::here()) const;

  /// Waits until the thread has ended; then its callable, arguments and thread-locals are gone.
  /// Raises RuntimeError before start(), and in the thread itself.
  void join(trace::Source source = trace::Source::here()) const;
  /// Waits that long at the most; zero and negative only look. Returns whether the thread has ended.
  bool join(Timeout timeout, trace::Source source = trace::Source::here()) const;

  friend bool operator==(const ThreadHandle&, const ThreadHandle&) = default;

 protected:
  const std::shared_ptr<ThreadState>& state() const { return state_; }

 private:
  bool join_until(Deadline deadline, trace::Source source) const;

  std::shared_ptr<ThreadState> state_;
};

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
/// Trace:         thread_created, thread_started, thread_finished; joined; blocked and resumed around a join that
/// waited. An error that the callable does not catch goes to the session's excepthook; join() does not raise it.
class Thread : public ThreadHandle {
 public:
  struct Options {
    std::string name = {};                       ///< empty: "Thread-1", "Thread-2" ... per session
    std::optional<bool> daemon = std::nullopt;   ///< unset: as the thread that makes it
    std::shared_ptr<Session> session = nullptr;  ///< null: that of the thread that makes it
  };

  template <class Callable, class... Arguments>
  requires std::is_invocable_v<std::decay_t<Callable>, std::decay_t<Arguments>...>
  explicit Thread(Callable&& callable, Arguments&&... arguments)
      : Thread(Options{}, std::forward<Callable>(callable), std::forward<Arguments>(arguments)...) {}

  template <class Callable, class... Arguments>
  requires std::is_invocable_v<std::decay_t<Callable>, std::decay_t<Arguments>...> Thread(Options options,
                                                                                          Callable&& callable,
                                                                                          Arguments&&... arguments)
      : Thread(std::move(options)) {
    // std::function wants to copy; what it holds is shared, so that a callable and arguments need only be movable.
    using Call = std::tuple<std::decay_t<Callable>, std::decay_t<Arguments>...>;
    auto call = std::make_shared<Call>(std::forward<Callable>(callable), std::forward<Arguments>(arguments)...);
    set_target([call] { std::apply([](auto&... parts) { std::invoke(std::move(parts)...); }, *call); });
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
  explicit Thread(Options options);

 private:
  void set_target(std::function<void()> target);
};

/// The thread that calls. One that the library did not make is a daemon called "Dummy-1", "Dummy-2" ..., in a
/// Session::Visit one with the name under which it was adopted.
ThreadHandle current_thread();
/// The thread that runs main(): "MainThread". The same from every thread; no session but process() has it.
ThreadHandle main_thread();
/// Those of the caller's session that were started and have not ended, in the order of start(). In process() the main
/// thread too, and each Dummy.
std::vector<ThreadHandle> enumerate();
std::size_t active_count();
/// The caller's identity; what ThreadHandle::ident() says of it.
std::uint64_t get_ident();
/// The system's number of the calling thread.
int get_native_id();

}  // namespace threading
