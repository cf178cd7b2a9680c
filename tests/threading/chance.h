#pragma once

#include <cstdint>
#include <random>

// For tests that do things at random moments. The seed is printed; THREADLAB_SEED repeats it.

using Random = std::mt19937_64;

inline std::uint64_t below(Random& random, std::uint64_t bound) { return random() % bound; }
inline bool one_in(Random& random, std::uint64_t bound) { return below(random, bound) == 0; }

std::uint64_t seed_of_this_run();

/// Lets some time pass: at most so many steps, and now and then the others.
void dawdle(Random& random, std::uint64_t steps);

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

/// Fewer rounds where each takes several times as long, so that no test lasts longer than about a minute.
constexpr int rounds(int number) { return sanitized ? number / 3 : number; }
