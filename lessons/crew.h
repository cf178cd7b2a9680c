#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "threading/thread.h"

namespace lessons {

/// Threads that do one job, each with its number: "worker-1", "worker-2" ...; a single
/// one is just "worker".
///
/// Thread-safety: the thread that made it.
class Crew {
 public:
  /// Starts `size` threads; each calls its own copy of job(number), with numbers
  /// from 1.
  Crew(const std::string& name, std::int64_t size, const std::function<void(int)>& job,
       trace::Source source = trace::Source::here());
  /// Call join() first. Where an error ends the program before, the run is taken down,
  /// and this waits until the threads have let go of what they share with it. Under
  /// control they may go on to their ends.
  ~Crew() noexcept(false);
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  /// Waits until all of them have ended.
  void join(trace::Source source = trace::Source::here());
  /// Waits that long at the most; returns how many have not ended.
  std::size_t join(threading::Timeout timeout,
                   trace::Source source = trace::Source::here());

 private:
  Crew() = default;

  std::vector<threading::Thread> threads_;
};

}  // namespace lessons
