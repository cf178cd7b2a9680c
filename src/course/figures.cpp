#include "course/figures.h"

#include <algorithm>
#include <array>
#include <utility>

#include "course/wording.h"

namespace course {
namespace {

using Kind = Placeholder::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 6> kinds{{{"last", Kind::last},
                                                                  {"greatest", Kind::greatest},
                                                                  {"least", Kind::least},
                                                                  {"setting", Kind::setting},
                                                                  {"duration", Kind::duration},
                                                                  {"variant", Kind::variant}}};

bool wants_name(Kind kind) { return kind != Kind::duration && kind != Kind::variant && kind != Kind::unknown; }

Placeholder read(std::string_view text) {
  const std::string_view inside = text.substr(1, text.size() - 2);
  const std::size_t colon = inside.find(':');
  const std::string_view word = inside.substr(0, colon);
  Placeholder placeholder;
  placeholder.text = text;
  if (colon != std::string_view::npos) placeholder.name = inside.substr(colon + 1);
  const auto* const known =
      std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == word; });
  if (known != kinds.end() && wants_name(known->second) != placeholder.name.empty()) placeholder.kind = known->second;
  return placeholder;
}

/// A stretch of text, or a placeholder.
struct Fragment {
  std::string_view text;
  bool placeholder = false;
};

/// Of one paragraph: code in backticks has no placeholders.
std::vector<Fragment> fragments_of(std::string_view paragraph) {
  std::vector<Fragment> fragments;
  std::size_t begin = 0;
  bool code = false;
  for (std::size_t at = 0; at < paragraph.size(); ++at) {
    if (paragraph[at] == '`') code = !code;
    if (code || paragraph[at] != '{') continue;
    const std::size_t end = paragraph.find('}', at);
    if (end == std::string_view::npos) break;
    if (at > begin) fragments.push_back({paragraph.substr(begin, at - begin)});
    fragments.push_back({paragraph.substr(at, end + 1 - at), true});
    begin = end + 1;
    at = end;
  }
  if (begin < paragraph.size()) fragments.push_back({paragraph.substr(begin)});
  return fragments;
}

/// Lines that belong together, with the line break of the last.
struct Paragraph {
  enum class Kind : std::uint8_t { text, quote, code };
  Kind kind = Kind::text;
  std::string_view text;
};

std::string_view line_at(std::string_view text, std::size_t begin) {
  return text.substr(begin, std::min(text.find('\n', begin), text.size() - 1) + 1 - begin);
}

/// Every character of the text is in one of them.
std::vector<Paragraph> paragraphs_of(std::string_view text) {
  std::vector<Paragraph> paragraphs;
  bool fenced = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::string_view line = line_at(text, begin);
    const bool fence = line.starts_with("```");
    const auto kind = fenced || fence         ? Paragraph::Kind::code
                      : line.starts_with('>') ? Paragraph::Kind::quote
                                              : Paragraph::Kind::text;
    if (fence) fenced = !fenced;
    const bool goes_on = !paragraphs.empty() && paragraphs.back().kind == kind;
    if (!goes_on) paragraphs.push_back({kind, text.substr(begin, 0)});
    std::string_view& all = paragraphs.back().text;
    all = {all.data(), all.size() + line.size()};
    begin += line.size();
  }
  return paragraphs;
}

std::optional<std::string> measured(const Figures& figures, const std::string& gauge, std::int64_t Observed::*which) {
  const auto found = figures.observed.find(gauge);
  if (found == figures.observed.end() || found->second.times == 0) return std::nullopt;
  return grouped(found->second.*which);
}

std::optional<std::string> value_of(const Placeholder& placeholder, const Figures& figures) {
  switch (placeholder.kind) {
    case Kind::last: return measured(figures, placeholder.name, &Observed::last);
    case Kind::greatest: return measured(figures, placeholder.name, &Observed::greatest);
    case Kind::least: return measured(figures, placeholder.name, &Observed::least);
    case Kind::setting: {
      const auto found = figures.settings.find(placeholder.name);
      if (found == figures.settings.end()) return std::nullopt;
      return found->second;
    }
    case Kind::duration: {
      if (!figures.duration) return std::nullopt;
      return model::in_words(*figures.duration);
    }
    case Kind::variant: return figures.variant;
    case Kind::unknown: return std::nullopt;
  }
  return std::nullopt;
}

bool has_placeholders(const std::vector<Fragment>& fragments) {
  return std::any_of(fragments.begin(), fragments.end(), [](const Fragment& fragment) { return fragment.placeholder; });
}

std::optional<std::string> filled(const std::vector<Fragment>& fragments, const Figures& figures) {
  std::string text;
  for (const Fragment& fragment : fragments) {
    if (!fragment.placeholder) {
      text += fragment.text;
      continue;
    }
    const std::optional<std::string> value = value_of(read(fragment.text), figures);
    if (!value) return std::nullopt;
    text += *value;
  }
  return text;
}

}  // namespace

Figures figures_of(const Variant& variant, const Settings& settings,
                   std::map<std::string, Observed, std::less<>> observed) {
  Figures figures{.variant = variant.label, .observed = std::move(observed)};
  for (const Parameter& parameter : settings.parameters()) {
    figures.settings[parameter.name] = parameter.format(settings.raw(parameter.name));
  }
  return figures;
}

Figures figures_of(const Lesson& lesson, const Outcome& outcome) {
  Settings settings(lesson.parameters);
  for (const auto& [name, text] : outcome.parameters) settings.set_text(name, text);
  Figures figures = figures_of(lesson.variant(outcome.variant), settings, outcome.observed);
  figures.duration = outcome.duration;
  return figures;
}

std::vector<Placeholder> placeholders(std::string_view markdown) {
  std::vector<Placeholder> all;
  for (const Paragraph& paragraph : paragraphs_of(markdown)) {
    if (paragraph.kind == Paragraph::Kind::code) continue;
    for (const Fragment& fragment : fragments_of(paragraph.text)) {
      if (!fragment.placeholder) continue;
      all.push_back(read(fragment.text));
      all.back().in_quote = paragraph.kind == Paragraph::Kind::quote;
    }
  }
  return all;
}

std::string with_figures(std::string_view markdown, const std::optional<Figures>& figures) {
  std::string text;
  for (const Paragraph& paragraph : paragraphs_of(markdown)) {
    const std::vector<Fragment> fragments =
        paragraph.kind == Paragraph::Kind::quote ? fragments_of(paragraph.text) : std::vector<Fragment>{};
    if (!has_placeholders(fragments)) {
      text += paragraph.text;
    } else if (figures) {
      text += filled(fragments, *figures).value_or("");
    }
  }
  return text;
}

}  // namespace course
