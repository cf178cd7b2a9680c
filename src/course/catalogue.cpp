#include "course/catalogue.h"

#include <algorithm>
#include <array>
#include <optional>

#include "course/wording.h"

namespace course {
namespace {

struct Brackets {
  char opening;
  char closing;
};
constexpr Brackets of_snippets{'[', ']'};
constexpr Brackets of_slots{'<', '>'};

/// The id of a line that consists of `//! [id]` or `#! [id]`.
std::optional<std::string_view> marker_id(std::string_view line, Brackets brackets = of_snippets) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return std::nullopt;
  line.remove_prefix(first);
  for (std::string opening : {"//! ", "#! "}) {
    opening += brackets.opening;
    if (!line.starts_with(opening)) continue;
    const std::size_t end = line.find(brackets.closing);
    if (end == std::string_view::npos) return std::nullopt;
    return line.substr(opening.size(), end - opening.size());
  }
  return std::nullopt;
}

bool is_marker(std::string_view line) { return marker_id(line) || marker_id(line, of_slots); }

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

std::vector<std::string_view> lines_of(std::string_view listing) {
  std::vector<std::string_view> lines;
  while (!listing.empty()) {
    const std::size_t end = std::min(listing.find('\n'), listing.size());
    lines.push_back(listing.substr(0, end));
    listing.remove_prefix(std::min(end + 1, listing.size()));
  }
  return lines;
}

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::optional<Range> between_markers(const std::vector<std::string_view>& lines, std::string_view id) {
  const auto marks = [&](std::string_view line) { return marker_id(line) == id; };
  const auto opening = std::find_if(lines.begin(), lines.end(), marks);
  if (opening == lines.end()) return std::nullopt;
  const auto closing = std::find_if(opening + 1, lines.end(), marks);
  return Range{static_cast<std::size_t>(opening + 1 - lines.begin()),
               static_cast<std::size_t>(closing - lines.begin())};
}

/// Other markers inside become empty lines, so that line numbers keep counting.
void hide_markers(std::vector<std::string_view>& lines) {
  for (std::string_view& line : lines) {
    if (is_marker(line) || blank(line)) line = {};
  }
}

Range without_blank_ends(const std::vector<std::string_view>& lines, Range range) {
  while (range.begin < range.end && lines[range.begin].empty()) ++range.begin;
  while (range.begin < range.end && lines[range.end - 1].empty()) --range.end;
  return range;
}

std::size_t common_indentation(const std::vector<std::string_view>& lines, Range range) {
  std::size_t common = std::string_view::npos;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (!lines[i].empty()) common = std::min(common, lines[i].find_first_not_of(' '));
  }
  return common == std::string_view::npos ? 0 : common;
}

/// A snippet that is made line by line, from several places of the listing.
class Assembly {
 public:
  Assembly(const std::vector<std::string_view>& lines, const Pieces& chosen) : lines_(lines), chosen_(chosen) {}

  void add(Range range) {
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const std::optional<std::string_view> slot = marker_id(lines_[i], of_slots);
      if (!slot) {
        add_line(i, lines_[i]);
        continue;
      }
      fill(*slot, lines_[i].find_first_not_of(' '));
      const auto closes = [&](std::string_view line) { return marker_id(line, of_slots) == slot; };
      i = static_cast<std::size_t>(std::find_if(at(i + 1), at(range.end), closes) - lines_.begin());
    }
  }

  Snippet taken(std::size_t indentation) {
    Snippet result;
    result.indentation = static_cast<int>(indentation);
    for (const auto& [line, text] : shown_) {
      if (!result.lines.empty()) result.text += '\n';
      result.text += text.substr(std::min(indentation, text.size()));
      result.lines.push_back(line);
    }
    result.first_line = result.lines.empty() ? 1 : result.lines.front();
    return result;
  }

 private:
  std::vector<std::string_view>::const_iterator at(std::size_t line) const {
    return lines_.begin() + static_cast<std::ptrdiff_t>(line);
  }

  void add_line(std::size_t line, std::string_view text) {
    if (is_marker(text) || (shown_.empty() && blank(text))) return;
    shown_.emplace_back(static_cast<int>(line) + 1, text);
  }

  void fill(std::string_view slot, std::size_t column) {
    const auto found = chosen_.find(slot);
    if (found == chosen_.end()) return;
    for (const std::string& piece : found->second) {
      const std::optional<Range> range = between_markers(lines_, piece);
      if (!range) continue;
      const std::size_t taken_off = common_indentation(lines_, *range);
      for (std::size_t i = range->begin; i < range->end; ++i) {
        const std::string_view text = lines_[i].substr(std::min(taken_off, lines_[i].size()));
        add_line(i, text.empty() ? std::string() : std::string(column, ' ') + std::string(text));
      }
    }
  }

  const std::vector<std::string_view>& lines_;
  const Pieces& chosen_;
  std::vector<std::pair<int, std::string>> shown_;  // line of the file, text
};

}  // namespace

std::string_view chapter_title(int chapter) {
  constexpr std::array<std::string_view, 7> titles{
      "Threads",      "Sharing goes wrong", "Locks",     "Waiting for each other",
      "Passing data", "Pools and endings",  "Challenges"};
  if (chapter < 1 || chapter > static_cast<int>(titles.size())) {
    throw BadInput("There is no chapter " + std::to_string(chapter) + "; there are 1 to 7.");
  }
  return titles[static_cast<std::size_t>(chapter - 1)];
}

Snippet snippet(std::string_view listing, std::string_view id) {
  std::vector<std::string_view> lines = lines_of(listing);
  std::optional<Range> found = between_markers(lines, id);
  if (!found) found = between_markers(lines, "program");
  hide_markers(lines);
  const Range range = without_blank_ends(lines, found.value_or(Range{0, lines.size()}));
  const std::size_t indentation = common_indentation(lines, range);
  Snippet result;
  result.first_line = static_cast<int>(range.begin) + 1;
  result.indentation = static_cast<int>(indentation);
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (i > range.begin) result.text += '\n';
    result.text += lines[i].substr(std::min(indentation, lines[i].size()));
  }
  return result;
}

Snippet snippet(std::string_view listing, std::string_view id, const Pieces& chosen) {
  std::vector<std::string_view> lines = lines_of(listing);
  const std::optional<Range> found = between_markers(lines, id);
  if (!found || chosen.empty()) return snippet(listing, id);
  Assembly assembly(lines, chosen);
  assembly.add(*found);
  return assembly.taken(common_indentation(lines, *found));
}

Catalogue::Catalogue(std::vector<Entry> entries, Glossary glossary)
    : entries_(std::move(entries)), glossary_(std::move(glossary)) {
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& one, const Entry& other) { return one.number < other.number; });
}

const Entry& Catalogue::at(std::string_view id) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.id == id; });
  if (found != entries_.end()) return *found;
  std::vector<std::string> ids;
  for (const Entry& entry : entries_) ids.push_back(entry.id);
  const std::string meant = suggestion(id, ids);
  if (meant.empty()) throw BadInput(no_such("lesson", id, ids));
  throw BadInput("There is no lesson \"" + std::string(id) + "\"." + meant);
}

}  // namespace course
