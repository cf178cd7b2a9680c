#include "course/glossary.h"

#include <algorithm>
#include <cctype>

namespace course {
namespace {

constexpr std::string_view heading = "## ";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// The first part, up to the separator; `text` keeps what is behind that.
std::string_view taken(std::string_view& text, std::string_view separator) {
  const std::size_t end = text.find(separator);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + separator.size());
  return part;
}

/// `section`: "lock, mutex" in a line, and what follows.
Term read(std::string_view section) {
  std::string_view names = taken(section, "\n");
  Term term;
  term.name = trimmed(taken(names, ","));
  term.id = term_id(term.name);
  while (!names.empty()) term.also.emplace_back(trimmed(taken(names, ",")));
  term.text = trimmed(section);
  return term;
}

bool is_called(const Term& term, const std::string& id) {
  return term.id == id || std::ranges::any_of(term.also, [&](const auto& other) { return term_id(other) == id; });
}

}  // namespace

std::string term_id(std::string_view name) {
  std::string id;
  for (const char each : name) {
    const auto letter = static_cast<unsigned char>(each);
    if (std::isspace(letter) != 0) id += '-';
    if (std::isalnum(letter) != 0 || each == '-') id += static_cast<char>(std::tolower(letter));
  }
  return id;
}

Glossary::Glossary(std::string_view markdown) {
  const std::string separator = "\n" + std::string(heading);
  std::string whole = "\n" + std::string(markdown);
  std::string_view rest = whole;
  taken(rest, separator);
  while (!rest.empty()) terms_.push_back(read(taken(rest, separator)));
  std::ranges::sort(terms_, {}, &Term::id);
}

const Term* Glossary::find(std::string_view name) const {
  const std::string id = term_id(name);
  const auto found = std::ranges::find_if(terms_, [&](const Term& term) { return is_called(term, id); });
  return found == terms_.end() ? nullptr : &*found;
}

}  // namespace course
