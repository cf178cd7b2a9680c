#pragma once

#include <cstdint>
#include <deque>

#include "trace/event.h"

namespace model {

/// How fast a total grows, over the last second or so. One thread.
class EventRate {
 public:
  void observe(trace::Time at, std::uint64_t total);
  double per_second() const;

 private:
  struct Sample {
    trace::Time at{};
    std::uint64_t total = 0;
  };
  std::deque<Sample> samples_{Sample{}};
};

}  // namespace model
