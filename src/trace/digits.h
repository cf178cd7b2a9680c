#pragma once

#include <concepts>
#include <string>

namespace trace {

/// As people read numbers: "7,213", "-1,000".
std::string grouped(std::integral auto number) {
  std::string digits = std::to_string(number);
  const std::size_t first = digits.front() == '-' ? 1U : 0U;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace trace
