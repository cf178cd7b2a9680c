#pragma once

#include <cstdint>

namespace model {

/// Whether one sequence number of an object comes after another, also after the 32 bits have gone round.
constexpr bool is_newer(std::uint32_t sequence, std::uint32_t than) {
  return static_cast<std::int32_t>(sequence - than) > 0;
}

}  // namespace model
