#pragma once

#include <cstdint>
#include <string_view>

namespace schedule {

/// Both are the same in every process and on every machine, so that hashes may travel in files.
constexpr std::uint64_t scramble(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) { return scramble(hash ^ scramble(value)); }

constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
  return scramble(hash);
}

}  // namespace schedule
