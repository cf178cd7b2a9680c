#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace course {

/// What a child process did to a gauge, as a line of its output that people do not see.
struct Measurement {
  enum class Kind : char { set = 's', add = 'a' };

  Kind kind = Kind::set;
  std::int64_t value = 0;
  std::string gauge;
};

/// Without the line break.
std::string line_of(const Measurement& measurement);
/// None if it is a line for people.
std::optional<Measurement> measurement_in(std::string_view line);

}  // namespace course
