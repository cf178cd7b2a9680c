#pragma once

#include <memory>

#include "model/snapshot.h"
#include "trace/recorder.h"

namespace model {

/// Folds what happened into what it means. One thread (the collector's) calls it; the snapshots go anywhere.
class History {
 public:
  /// How much is kept, give or take a sixteenth and a chunk each; beyond it the oldest of the longest goes. Slices
  /// let go of are counted in Timeline::forgotten.
  struct Limits {
    std::size_t slices = std::size_t{8} << 20U;   ///< of all lanes together, 16 bytes each
    std::size_t points = std::size_t{4} << 20U;   ///< of all series together, 16 bytes each
    std::size_t arrows = std::size_t{1} << 20U;   ///< wake-ups, 24 bytes each
    std::size_t log = std::size_t{64} << 10U;     ///< events in the log
    std::size_t output = std::size_t{64} << 10U;  ///< lines
  };

  History();
  explicit History(Limits limits);
  ~History();
  History(const History&) = delete;
  History& operator=(const History&) = delete;

  /// O(events). Events of one thread come in its order; of one object in any order (the sequence decides: an owner or
  /// a value is taken from the event with the highest). Gaps (drops) are survived.
  void apply(const trace::Batch& batch);

  /// O(threads + objects). Stuck threads are reported once two calls in a row have found them with nothing changed.
  std::shared_ptr<const Snapshot> snapshot();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace model
