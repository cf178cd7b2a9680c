#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "course/stage.h"
#include "threading/monitor.h"

namespace course {

/// "worker-1: seen", as the trace knows a thread's local variable.
std::string local_name(std::string_view thread, std::string_view variable);

/// The gauges of one run, by name.
///
/// Thread-safety: every method, from any thread. A gauge lives as long as the Gauges.
class Gauges {
 public:
  Gauges() = default;
  /// Of a controlled run, made in its set-up: to measure one of `steps` is a visible operation of the run, after which
  /// `measured` is called. The others are no objects of the run.
  Gauges(const std::vector<std::string>& steps, std::function<void(std::string_view, const Observed&)> measured);

  /// Made at first use, in the name of the calling thread.
  Gauge& at(std::string_view name);
  /// Sets a local variable of the calling thread: an object of its own for each thread, no gauge. Nothing if nobody
  /// watches.
  void note_local(std::string_view name, std::int64_t value, trace::Source source);
  /// What each that was ever measured was measured at.
  std::map<std::string, Observed, std::less<>> observed() const;

 private:
  using ByName = std::map<std::string, std::unique_ptr<Gauge>, std::less<>>;

  Gauge& at(ByName& all, trace::ObjectKind kind, std::string_view name);
  std::unique_ptr<Gauge> made(trace::ObjectKind kind, std::string_view name) const;

  const std::function<void(std::string_view, const Observed&)> measured_;  // null: of a free run
  mutable threading::Monitor monitor_;
  ByName gauges_;  // guarded by monitor_
  ByName locals_;  // guarded by monitor_
};

}  // namespace course
