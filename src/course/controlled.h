#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "course/parameter.h"

namespace course {

struct Lesson;

/// What the environment may do to a lesson's program while its schedule is chosen, by the learner or by a search.
struct Environment {
  static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

  /// How many waits may end by their time-out although another thread could go.
  std::size_t time_outs = 1;
  /// How many waits on a condition may end for no reason.
  std::size_t wake_ups = 0;
  /// Whether a notify may choose any waiter, instead of the one that came first.
  bool any_waiter = false;

  bool operator==(const Environment&) const = default;
};

/// How a lesson is stepped and explored.
struct Controlled {
  Environment environment{};
  /// Small values for parameters, as typed: {"threads", "2"}.
  std::vector<std::pair<std::string, std::string>> explored_with{};
  /// The program posts jobs: there is a thread "interface" that does them.
  bool posts_jobs = false;
};

/// What a lesson is stepped and explored with: the small value of each parameter that was left at its default, and what
/// was chosen for the others and for those named in `kept`.
Settings controlled_settings(const Lesson& lesson, const Settings& chosen, const std::vector<std::string>& kept = {});

}  // namespace course
