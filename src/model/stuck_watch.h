#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/waits.h"

namespace model {

/// Believes that threads are stuck only when it is told so twice in a row and nothing has happened to them in between:
/// what looks like a deadlock for a moment may be a wake-up on its way. One thread.
class StuckWatch {
 public:
  /// Those of `found` that were found by the call before as well. `versions[i]` has changed since if anything happened
  /// to ThreadId i + 1.
  std::vector<Stuck> confirmed(const std::vector<Stuck>& found, std::span<const std::uint64_t> versions);

 private:
  struct Sighting {
    Stuck stuck;
    std::uint64_t version = 0;
  };
  bool was_seen(const Sighting& now) const;

  std::vector<Sighting> before_;
};

}  // namespace model
