#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "trace/recorder.h"

namespace trace {

/// A thread that drains a Recorder once per period and hands each Batch on. It calls `sink` from that thread only,
/// also with an empty batch (time went on), and with `last` exactly once: after `sink` returned false for the first
/// time, or after stop(), or in the destructor.
///
/// Thread-safety: stop() from any thread but the collector's own; it returns when the last batch has been handed on.
class Collector {
 public:
  /// Returns whether there is more to expect; not asked for the last batch.
  using Sink = std::function<bool(const Batch&)>;

  /// `period` > 0; 16 ms is one frame at 60 Hz.
  Collector(Recorder& recorder, Sink sink, std::chrono::milliseconds period = std::chrono::milliseconds(16));
  ~Collector();
  Collector(const Collector&) = delete;
  Collector& operator=(const Collector&) = delete;

  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trace
