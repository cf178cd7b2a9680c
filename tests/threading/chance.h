#pragma once

#include <QtGlobal>
#include <atomic>
#include <cstdint>
#include <iostream>
#include <random>
#include <thread>

// For tests that do things at random moments. The seed is printed; THREADLAB_SEED repeats it.

using Random = std::mt19937_64;

inline std::uint64_t below(Random& random, std::uint64_t bound) { return random() % bound; }
inline bool one_in(Random& random, std::uint64_t bound) { return below(random, bound) == 0; }

inline std::uint64_t seed_of_this_run() {
  static const std::uint64_t seed = [] {
    const std::uint64_t chosen = qEnvironmentVariableIsSet("THREADLAB_SEED")
                                     ? qEnvironmentVariable("THREADLAB_SEED").toULongLong()
                                     : std::random_device{}();
    std::cout << "THREADLAB_SEED=" << chosen << std::endl;
    return chosen;
  }();
  return seed;
}

/// Lets some time pass: at most so many steps, and now and then the others.
inline void dawdle(Random& random, std::uint64_t steps) {
  std::atomic<std::uint64_t> left = below(random, steps);
  while (left > 0) --left;
  if (one_in(random, 2)) std::this_thread::yield();
}

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

/// Fewer rounds where each takes several times as long, so that no test lasts longer than about a minute.
constexpr int rounds(int number) { return sanitized ? number / 3 : number; }
