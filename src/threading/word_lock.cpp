#include "threading/word_lock.h"

#include <bit>

#include "threading/futex.h"

namespace threading {
namespace {

/// The half of the word in which the flags are.
const std::uint32_t& flags_of(const std::atomic<std::uint64_t>& word) {
  static_assert(sizeof word == 2 * sizeof(std::uint32_t));
  const auto* halves = reinterpret_cast<const std::uint32_t*>(&word);
  return halves[std::endian::native == std::endian::little ? 0 : 1];
}

}  // namespace

std::uint64_t WordLock::lock_slowly() {
  // What is done under it takes less than a microsecond, so that sleeping is for when its holder was pre-empted.
  // Who waits stays away in between: looking all the time would take the word away from its holder.
  int looks = has_several_processors() ? 2 : 0;
  std::uint64_t slept = 0;
  for (;;) {
    std::uint64_t word = word_.load(std::memory_order_relaxed);
    if ((word & held_bit) == 0) {
      // Who slept cannot know whether it was the only one.
      if (word_.compare_exchange_weak(word, word | held_bit | slept, std::memory_order_acquire)) return word;
    } else if (looks > 0) {
      --looks;
      stay_away();
    } else if ((word & queued_bit) != 0 || word_.compare_exchange_weak(word, word | queued_bit)) {
      futex_wait(flags_of(word_), static_cast<std::uint32_t>(word | queued_bit), Deadline::never());
      slept = queued_bit;
    }
  }
}

void WordLock::wake_one() { futex_wake(flags_of(word_)); }

}  // namespace threading
