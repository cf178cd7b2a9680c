#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "threading/monitor.h"

namespace threading {

/// A function that a program may put in place of another one while threads use it. For the library's own use.
///
/// Thread-safety: every method, from any thread.
template <class Function>
class Hook {
 public:
  /// Returns what was there before.
  Function exchange(Function function) {
    monitor_.note([&](Turn&) { std::swap(function_, function); });
    return function;
  }
  Function get() const {
    Function copy;
    monitor_.note([&](Turn&) { copy = function_; });
    return copy;
  }

 private:
  mutable Monitor monitor_;
  Function function_;  // guarded by monitor_
};

}  // namespace threading
