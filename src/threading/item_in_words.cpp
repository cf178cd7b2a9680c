#include "threading/item_in_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>

namespace threading::item_words {

std::string quoted(std::string_view text) {
  constexpr std::size_t most = 24;
  const auto is_inside_letter = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U; };
  std::size_t length = std::min(text.size(), most);
  while (length < text.size() && length > 0 && is_inside_letter(length)) --length;
  std::string quoted = "\"";
  quoted.append(text.substr(0, length));
  return quoted.append(length < text.size() ? "\u2026\"" : "\"");
}

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%g", value);
  return text.data();
}

}  // namespace threading::item_words
