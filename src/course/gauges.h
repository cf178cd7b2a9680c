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
  /// What each that was ever measured was measured at.
  std::map<std::string, Observed, std::less<>> observed() const;

 private:
  std::unique_ptr<Gauge> made(std::string_view name) const;

  const std::function<void(std::string_view, const Observed&)> measured_;  // null: of a free run
  mutable threading::Monitor monitor_;
  std::map<std::string, std::unique_ptr<Gauge>, std::less<>> gauges_;  // guarded by monitor_
};

}  // namespace course
