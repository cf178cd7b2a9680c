#pragma once

#include <chrono>
#include <optional>

#include "threading/errors.h"
#include "threading/timeout.h"

namespace threading {

/// Python's arguments `block` and `timeout` of a queue's put() and get(), which say how long it may wait:
///
///   Python                      | here
///   get()                       | get()                      for ever
///   get(timeout=2)              | get(2s)
///   get(block=False)            | get(non_blocking)          not at all, as get_nowait()
///   get(block=False, timeout=2) | get({non_blocking, 2s})    the time-out is ignored
class Blocking {
 public:
  constexpr Blocking() = default;
  constexpr Blocking(NonBlocking) : blocks_(false) {}  // NOLINT(google-explicit-constructor)
  constexpr Blocking(NonBlocking, Timeout) : Blocking(non_blocking) {}
  constexpr Blocking(Timeout timeout) : timeout_(timeout) {}  // NOLINT(google-explicit-constructor)
  template <class Rep, class Period>
  constexpr Blocking(std::chrono::duration<Rep, Period> timeout)  // NOLINT(google-explicit-constructor)
      : Blocking(Timeout(timeout)) {}

  /// When the wait ends by itself. Raises ValueError for a negative time-out.
  Deadline deadline() const {
    if (!blocks_) return Deadline::at_once();
    if (!timeout_) return Deadline::never();
    if (timeout_->negative()) throw ValueError("'timeout' must be a non-negative number");
    return Deadline::after(*timeout_);
  }

 private:
  bool blocks_ = true;
  std::optional<Timeout> timeout_;
};

}  // namespace threading
