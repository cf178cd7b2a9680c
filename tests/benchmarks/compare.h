#pragma once

#include <benchmark/benchmark.h>

#include <initializer_list>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>

/// What a benchmark is compared with, as its label: tools/bench reads it and makes a row of its table from each claim.
/// `peer` is the name of another benchmark without what follows the first '/'; of several, the one with the same
/// arguments and number of threads is meant.
namespace compare {

/// Until a process has had a second thread, glibc's own locks spare themselves the atomic steps: that is no peer.
inline const bool has_had_threads = (std::thread([] {}).join(), true);

inline std::string claim(std::string_view measure, double bound, std::string_view unit, std::string_view peer = {}) {
  std::ostringstream text;
  text << measure << ' ' << bound << unit << peer;
  return text.str();
}

/// The time of one iteration is to be at most `ratio` times the peer's.
inline std::string time_at_most(double ratio, std::string_view peer) { return claim("time <=", ratio, " x ", peer); }

/// The items per second (SetItemsProcessed) are to be at least `ratio` times the peer's.
inline std::string rate_at_least(double ratio, std::string_view peer) { return claim("rate >=", ratio, " x ", peer); }

/// One iteration is to take a tenth of what it takes CPython: `peer` is one of python_peers.py.
inline std::string ten_times_faster_than(std::string_view peer) { return time_at_most(0.1, peer); }

/// A counter of the benchmark is to be at least, or at most, so much.
inline std::string counter_at_least(std::string_view counter, double bound) {
  return claim(std::string("counter ").append(counter).append(" >="), bound, "");
}
inline std::string counter_at_most(std::string_view counter, double bound) {
  return claim(std::string("counter ").append(counter).append(" <="), bound, "");
}

inline void claims(benchmark::State& state, std::initializer_list<std::string> all) {
  std::string label;
  for (const std::string& each : all) label.append(label.empty() ? "" : "; ").append(each);
  state.SetLabel(label);
}

inline void at_most(benchmark::State& state, std::string_view peer, double ratio) {
  claims(state, {time_at_most(ratio, peer)});
}
inline void at_least(benchmark::State& state, std::string_view peer, double ratio) {
  claims(state, {rate_at_least(ratio, peer)});
}

}  // namespace compare
