#pragma once

#include <atomic>
#include <cstdint>

namespace threading {

/// A mutex in one atomic word that has room for a value of 61 bits. Who holds the mutex reads and writes the value like
/// any other variable. While nobody holds it and it is not shut, others may replace the value in one atomic step.
///
/// Thread-safety: lock(), glance(), replace() and add() from any thread; the rest by the thread that holds it. It may
///                be destroyed once nobody holds it or is about to lock it, even if unlock() has not returned.
/// Memory:        lock(), and a replace() or add() that succeeds, see what was done before the last of these or
///                unlock().
/// Standard:      BasicLockable.
class WordLock {
 public:
  explicit WordLock(std::uint64_t value = 0) : word_(value << flags), value_(value) {}
  WordLock(const WordLock&) = delete;
  WordLock& operator=(const WordLock&) = delete;

  void lock() {
    std::uint64_t word = word_.load(std::memory_order_relaxed);
    const bool held = (word & held_bit) != 0;
    if (held || !word_.compare_exchange_strong(word, word | held_bit, std::memory_order_acquire)) word = lock_slowly();
    value_ = word >> flags;
  }
  void unlock() {
    // Nothing of this object is touched after the exchange, except that its address is named to the system.
    const std::uint64_t next = value_ << flags | (shut_ ? shut_bit : 0);
    if ((word_.exchange(next, std::memory_order_release) & queued_bit) != 0) wake_one();
  }
  std::uint64_t value() const { return value_; }
  void set_value(std::uint64_t value) { value_ = value; }
  /// From unlock() on: whether replace() fails.
  void set_shut(bool shut) { shut_ = shut; }

  /// The value at this moment, or just before whoever holds the mutex took it.
  std::uint64_t glance() const { return word_.load(std::memory_order_acquire) >> flags; }
  /// False, and nothing done, if the value is not `expected`, if the mutex is held, or if it is shut.
  bool replace(std::uint64_t expected, std::uint64_t desired) {
    std::uint64_t word = expected << flags;
    return word_.compare_exchange_strong(word, desired << flags, std::memory_order_acq_rel, std::memory_order_relaxed);
  }

  /// Adds `difference` to the value and returns true, unless the sum is negative or more than `most`, the mutex is
  /// held, it is shut, or another change comes between.
  bool add(std::int64_t difference, std::uint64_t most) {
    // To read a word that an atomic step has just written is slow; what it wrote is known.
    return add_to(added_.load(std::memory_order_relaxed), difference, most) ||
           add_to(word_.load(std::memory_order_relaxed), difference, most);
  }

 private:
  static constexpr unsigned flags = 3;
  static constexpr std::uint64_t held_bit = 1;
  static constexpr std::uint64_t queued_bit = 2;  // somebody sleeps until it is unlocked
  static constexpr std::uint64_t shut_bit = 4;
  static constexpr std::uint64_t all_flags = 7;

  /// If the word is `word`.
  bool add_to(std::uint64_t word, std::int64_t difference, std::uint64_t most) {
    // A negative sum wraps around and is more than anything.
    const std::uint64_t sum = word + (static_cast<std::uint64_t>(difference) << flags);
    if ((word & all_flags) != 0 || sum > most << flags) return false;
    if (!word_.compare_exchange_strong(word, sum, std::memory_order_acq_rel, std::memory_order_relaxed)) return false;
    added_.store(sum, std::memory_order_relaxed);
    return true;
  }
  std::uint64_t lock_slowly();
  void wake_one();

  std::atomic<std::uint64_t> word_;
  std::atomic<std::uint64_t> added_{0};  // what add() made of the word at last: a guess at what it is
  // Guarded by the mutex itself.
  std::uint64_t value_;
  bool shut_ = false;
};

}  // namespace threading
