#pragma once

#include <benchmark/benchmark.h>

#include <sstream>
#include <string_view>

/// What a benchmark is compared with, as its label: tools/bench reads it and makes the row of its table.
/// `peer` is the name of another benchmark without what follows the first '/'; of several, the one with the same
/// arguments and number of threads is meant.
namespace compare {

inline void label(benchmark::State& state, std::string_view bound, std::string_view peer, double ratio) {
  std::ostringstream text;
  text << bound << ' ' << ratio << " x " << peer;
  state.SetLabel(text.str());
}

/// The time of one iteration is to be at most `ratio` times the peer's.
inline void at_most(benchmark::State& state, std::string_view peer, double ratio) {
  label(state, "time <=", peer, ratio);
}

/// The items per second (SetItemsProcessed) are to be at least `ratio` times the peer's.
inline void at_least(benchmark::State& state, std::string_view peer, double ratio) {
  label(state, "rate >=", peer, ratio);
}

}  // namespace compare
