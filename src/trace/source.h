#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace trace {

/// A place in the source text. As a default argument, `Source source = Source::here()` is the caller's own line.
struct Source {
  const char* file = "";
  std::uint32_t line = 0;

  static constexpr Source here(const char* file = __builtin_FILE(), std::uint32_t line = __builtin_LINE()) {
    return {file, line};
  }
};

/// A Source in 24 bits that mean the same in every thread of the process: 8 for the file, 16 for the line (1-65,535).
/// 0 is "nowhere"; so is every line of the 256th file and beyond.
struct SourceId {
  std::uint32_t value = 0;

  constexpr explicit operator bool() const { return value != 0; }
  constexpr auto operator<=>(const SourceId&) const = default;

  std::uint32_t line() const { return value & 0xffffU; }
  /// The file as the compiler was given it; empty for nowhere. Any thread.
  const std::string& file() const;
};

/// Any thread. A table look-up when the file is the one this thread named last, otherwise linear in the number of
/// files.
SourceId intern(Source source);

}  // namespace trace
