#pragma once

#include <functional>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

#include "threading/event.h"
#include "threading/thread.h"
#include "threading/timeout.h"

namespace threading {

/// Python: threading.Timer. A Thread that runs a callable once, when an interval has passed since start().
///
///                      | cancel()
///   made               | start() will do nothing
///   waits              | ends without the callable
///   runs, or has ended | nothing
///
/// Thread-safety: cancel() from any thread; else as Thread.
/// Blocks:        its own thread, for the interval; zero and negative: not at all.
/// Raises:        OverflowError, in its own thread, for an interval beyond TIMEOUT_MAX.
/// Memory:        as Thread; what was done before a cancel() that came in time is visible after join().
/// Trace:         its thread, which waits for an object of kind timer; that is set by cancel() and when it has run.
class Timer final : public Thread {
 public:
  template <class Callable, class... Arguments>
  requires std::is_invocable_v<std::decay_t<Callable>, std::decay_t<Arguments>...> Timer(Timeout interval,
                                                                                         Callable&& callable,
                                                                                         Arguments&&... arguments)
      : Timer(Options{}, interval, std::forward<Callable>(callable), std::forward<Arguments>(arguments)...) {}

  template <class Callable, class... Arguments>
  requires std::is_invocable_v<std::decay_t<Callable>, std::decay_t<Arguments>...> Timer(const Options& options,
                                                                                         Timeout interval,
                                                                                         Callable&& callable,
                                                                                         Arguments&&... arguments)
      : Timer(options, std::make_shared<Finished>(options.name), interval, std::forward<Callable>(callable),
              std::forward<Arguments>(arguments)...) {}

  /// Prevents the call if it has not begun.
  void cancel(trace::Source source = trace::Source::here()) { finished_->set(source); }

 private:
  /// Set once there is nothing left to wait for.
  class Finished final : public Event {
   public:
    explicit Finished(std::string name) : Event(trace::ObjectKind::timer, std::move(name)) {}
    /// Returns whether the interval passed without a cancel().
    bool passes(Timeout interval);
  };

  template <class Callable, class... Arguments>
  Timer(const Options& options, std::shared_ptr<Finished> finished, Timeout interval, Callable&& callable,
        Arguments&&... arguments)
      : Thread(
            options,
            [finished, interval](std::decay_t<Callable> function, std::decay_t<Arguments>... rest) {
              if (finished->passes(interval)) std::invoke(std::move(function), std::move(rest)...);
              finished->set();
            },
            std::forward<Callable>(callable), std::forward<Arguments>(arguments)...),
        finished_(std::move(finished)) {}

  std::shared_ptr<Finished> finished_;
};

}  // namespace threading
