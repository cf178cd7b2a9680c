#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "course/stage.h"
#include "threading/monitor.h"

namespace course {

/// The gauges of one run, by name.
///
/// Thread-safety: every method, from any thread. A gauge lives as long as the Gauges.
class Gauges {
 public:
  /// Made at first use, in the name of the calling thread.
  Gauge& at(std::string_view name);
  /// What each that was ever measured was measured at.
  std::map<std::string, Observed, std::less<>> observed() const;

 private:
  mutable threading::Monitor monitor_;
  std::map<std::string, std::unique_ptr<Gauge>, std::less<>> gauges_;  // guarded by monitor_
};

}  // namespace course
