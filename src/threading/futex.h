#pragma once

#include <atomic>
#include <cstdint>

#include "threading/timeout.h"

namespace threading {

/// The system's wait for a word to change (futex(2)), in which Parker and WordLock sleep.

/// Sleeps while `word` is `expected`, until futex_wake() or the deadline; may also return early for no reason.
void futex_wait(const std::uint32_t& word, std::uint32_t expected, Deadline deadline);
/// Wakes one that sleeps at that address, which need not be valid any more.
void futex_wake(const std::uint32_t& word);

/// Between two looks at a word that another processor is about to change.
inline void relax() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}
/// Leaves memory that other processors work on to them for half a microsecond.
void stay_away();
/// Whether another processor could change anything while this one looks.
bool has_several_processors();

}  // namespace threading
