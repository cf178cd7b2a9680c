#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <vector>

namespace ui {

/// What probes of an event loop, sent once per period, say about how long it lets events wait. Times count from any
/// fixed moment. A late probe holds up those that would have followed it, so it also counts for each of them with the
/// rest of its wait: a freeze of two seconds weighs as two seconds, not as one sample.
class LatencyStatistics {
 public:
  using Time = std::chrono::nanoseconds;

  /// At one moment, over the window asked for.
  struct Reading {
    Time percentile99{};  ///< 99 of 100 events waited no longer
    Time worst{};
  };

  /// Both > 0; samples older than `keep` are let go of.
  explicit LatencyStatistics(Time period = std::chrono::milliseconds(10), Time keep = std::chrono::seconds(30));

  /// A probe arrived at `at` after waiting for `latency`. `at` never goes back.
  void add(Time at, Time latency);

  /// Over the probes that arrived since `since`, and one that has been under way for `pending` and is late already.
  /// All zero if there are none. O(samples).
  Reading reading(Time since, std::optional<Time> pending = std::nullopt) const;

  /// The worst wait that began in each of `columns` equal parts of [from, to); zero where none did.
  std::vector<Time> columns(Time from, Time to, int columns) const;

 private:
  struct Sample {
    Time arrived{};
    Time latency{};
  };
  /// `apply(wait)` for the probe and for each that it held up.
  template <class Apply>
  void expand(Time latency, Apply apply) const;

  Time period_;
  Time keep_;
  std::deque<Sample> samples_;
};

/// The value of `sorted` that `share` (0 to 1) of them do not exceed: the nearest rank. Zero if empty.
std::chrono::nanoseconds percentile(const std::vector<std::chrono::nanoseconds>& sorted, double share);

}  // namespace ui
