#pragma once

#include <exception>
#include <mutex>
#include <tuple>

#include "threading/errors.h"
#include "threading/session.h"
#include "threading/timeout.h"
#include "trace/source.h"

namespace threading {

/// Python: `with lock:`. Acquires in the constructor, releases in the destructor, whatever ends the scope.
/// For Lock, RLock, Condition, Semaphore, BoundedSemaphore.
///
///   const threading::With holding(lock);
///   const threading::With holding_both(left, right);
///
/// Over several it cannot deadlock, as std::scoped_lock cannot and Python's `with left, right:` can: it waits for one
/// of them only while it holds none. They are released in the reverse order.
///
/// Requires: different locks; a Condition and its own lock count as one.
/// Raises:   ValueError if the same one is given twice. Nothing is held then. At the end of the scope what release()
///           raises, as where one was given up inside; not while another error leaves the scope, which Python would
///           replace.
/// Trace:    what the locks record, with the line of the With, which std::scoped_lock does not know; over several, it
///           may take and release some of them before it has them all.
template <class... Acquirables>
class [[nodiscard]] With {
 public:
  explicit With(Acquirables&... acquirables, trace::Source source = trace::Source::here())
      : parts_(Part<Acquirables>{acquirables, source}...) {
    std::apply([](auto&... parts) { acquire(parts...); }, parts_);
  }
  ~With() noexcept(false) {
    try {
      std::apply([](auto&... parts) { release(parts...); }, parts_);
    } catch (...) {
      if (std::uncaught_exceptions() == 0) throw;
    }
  }
  With(const With&) = delete;
  With& operator=(const With&) = delete;

 private:
  /// Lockable, as std::lock wants it.
  template <class Acquirable>
  struct Part {
    Acquirable& acquirable;
    const trace::Source source;

    // On the way down no lock is waited for: none is missed, and what was not acquired is not released.
    bool held = false;

    void lock() { held = acquirable.acquire(source); }
    bool try_lock() {
      held = acquirable.acquire(non_blocking, source);
      return held || Session::must_unwind(Context::current());
    }
    void unlock() {
      if (held) acquirable.release(source);
    }
  };

  template <class First>
  static void acquire(First& only) {
    only.lock();
  }
  template <class First, class... Rest>
  requires(sizeof...(Rest) > 0) static void acquire(First& first, Rest&... rest) {
    refuse_twice(first, rest...);
    std::lock(first, rest...);
  }

  template <class First, class... Rest>
  static void refuse_twice(const First& first, const Rest&... rest) {
    if ((is_same(first, rest) || ...)) throw ValueError("a With was given the same lock twice: give it once");
    if constexpr (sizeof...(Rest) > 1) refuse_twice(rest...);
  }
  template <class First, class Second>
  static bool is_same(const First& first, const Second& second) {
    return static_cast<const void*>(&first.acquirable) == static_cast<const void*>(&second.acquirable);
  }

  template <class First, class... Rest>
  static void release(First& first, Rest&... rest) {
    if constexpr (sizeof...(Rest) > 0) {
      try {
        release(rest...);
      } catch (...) {
        first.unlock();
        throw;
      }
    }
    first.unlock();
  }

  std::tuple<Part<Acquirables>...> parts_;
};

template <class... Acquirables>
With(Acquirables&...) -> With<Acquirables...>;

}  // namespace threading
