#include "course/wording.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace course {
namespace {

/// Levenshtein: insertions, deletions and substitutions from one to the other.
std::size_t distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < other.size(); ++j) {
      const std::size_t substituted = diagonal + (one[i] == other[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string with_unit(std::int64_t number, std::string_view unit) {
  return unit.empty() ? grouped(number) : grouped(number) + " " + std::string(unit);
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string plural(std::uint64_t number, std::string_view noun) {
  return grouped(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

std::string significant(double number) {
  if (std::abs(number) >= 99.95) return grouped(std::llround(number));
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3g", number);
  return text.data();
}

std::string percent(double share) {
  if (share > 0 && share < 0.01) return "less than 1 %";
  if (share < 1 && share > 0.99) return "more than 99 %";
  return std::to_string(std::lround(share * 100)) + " %";
}

std::string as_sentence(std::string text) {
  if (!text.empty()) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text.ends_with('.') ? text : text + ".";
}

std::string padded(std::string text, std::size_t width) {
  const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U; };
  const auto continued = static_cast<std::size_t>(std::ranges::count_if(text, continues));
  text.resize(std::max(text.size(), width + continued), ' ');
  return text;
}

std::string hexadecimal(std::uint64_t number) {
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(number));
  return text.data();
}

std::string listed(const std::vector<std::string>& names, std::string_view conjunction) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " " + std::string(conjunction) + " " : ", ";
    text += names[i];
  }
  return text;
}

std::string nearest(std::string_view typed, const std::vector<std::string>& names) {
  if (typed.empty()) return {};
  const auto continued =
      std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.starts_with(typed); });
  if (continued != names.end()) return *continued;
  std::string best;
  std::size_t fewest = std::max<std::size_t>(1, typed.size() / 3) + 1;
  for (const std::string& name : names) {
    const std::size_t errors = distance(typed, name);
    if (errors >= fewest) continue;
    fewest = errors;
    best = name;
  }
  return best;
}

std::string suggestion(std::string_view typed, const std::vector<std::string>& names) {
  const std::string meant = nearest(typed, names);
  return meant.empty() ? std::string() : " Did you mean " + quoted(meant) + "?";
}

std::string no_such(std::string_view what, std::string_view typed, const std::vector<std::string>& names) {
  const std::string sentence = "There is no " + std::string(what) + " " + quoted(typed) + "; there ";
  if (names.empty()) return sentence + "are none.";
  return sentence + (names.size() == 1 ? "is only " : "are ") + listed(names) + "." + suggestion(typed, names);
}

}  // namespace course
