#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "threading/monitor.h"
#include "trace/source.h"

namespace threading {

/// A variable that threads share and that the trace sees: each load and each store is a step of its own, so that the
/// classic mistake (read, change, write back) goes wrong here exactly as it does anywhere, yet without undefined
/// behaviour. `modify`, `fetch_add`, `exchange` and `compare_exchange` are indivisible.
///
/// Thread-safety: every method, from any thread.
/// Memory:        sequentially consistent, as std::atomic by default.
/// Trace:         loaded, stored, modified with the value (of integers and booleans; 0 for other types).
template <class T>
requires(std::is_trivially_copyable_v<T> && sizeof(T) <= 8) class Shared {
 public:
  explicit Shared(T initial = T{}, std::string name = {})
      : value_(initial), subject_(trace::ObjectKind::variable, std::move(name), -1, number(initial)) {}
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;

  T load(trace::Source source = trace::Source::here()) const {
    T seen{};
    step({OperationKind::load, source}, [&](Turn& turn) {
      seen = value_.load();
      turn.record(trace::EventKind::loaded, number(seen));
    });
    return seen;
  }

  void store(T desired, trace::Source source = trace::Source::here()) {
    step({OperationKind::store, source, number(desired)}, [&](Turn& turn) {
      value_.store(desired);
      turn.record(trace::EventKind::stored, number(desired));
    });
  }

  /// Replaces the value by `change(value)` in one step; returns the old one. `change` is called once and must not
  /// block.
  template <class Change>
  T modify(Change change, trace::Source source = trace::Source::here()) {
    T old{};
    step({OperationKind::modify, source}, [&](Turn& turn) {
      old = value_.load();
      const T changed = change(old);
      value_.store(changed);
      turn.record(trace::EventKind::modified, number(changed));
    });
    return old;
  }

  T exchange(T desired, trace::Source source = trace::Source::here()) {
    return modify([desired](T) { return desired; }, source);
  }

  T fetch_add(T difference, trace::Source source = trace::Source::here()) requires std::is_arithmetic_v<T> {
    return modify([difference](T old) { return sum(old, difference); }, source);
  }

  /// Writes `desired` if the value is `expected`; otherwise puts what it is into `expected`. Returns whether it wrote.
  bool compare_exchange(T& expected, T desired, trace::Source source = trace::Source::here()) {
    bool wrote = false;
    step({OperationKind::modify, source}, [&](Turn& turn) {
      wrote = value_.compare_exchange_strong(expected, desired);
      turn.record(wrote ? trace::EventKind::modified : trace::EventKind::loaded, number(wrote ? desired : expected));
    });
    return wrote;
  }

 private:
  /// Integers wrap around, as std::atomic's do.
  static T sum(T left, T right) {
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
      using Unsigned = std::make_unsigned_t<T>;
      return static_cast<T>(static_cast<Unsigned>(static_cast<Unsigned>(left) + static_cast<Unsigned>(right)));
    } else {
      return static_cast<T>(left + right);
    }
  }
  static std::int64_t number(T value) {
    if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
      return static_cast<std::int64_t>(value);
    } else {
      return 0;
    }
  }

  /// Under the monitor, so that the trace has the order of the steps.
  template <class Action>
  void step(const Operation& operation, Action action) const {
    monitor_.perform(operation, subject_, action);
  }

  std::atomic<T> value_;  // written under monitor_
  mutable Monitor monitor_;
  mutable Subject subject_;
};

}  // namespace threading
