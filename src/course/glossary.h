#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace course {

/// A word that the texts use, and what it means.
struct Term {
  std::string id;                   ///< "lost-wake-up", as in a link to term:lost-wake-up
  std::string name;                 ///< "lost wake-up"
  std::vector<std::string> also{};  ///< other names: "mutex" for a lock
  std::string text;                 ///< Markdown
};

/// How links name a term: "Lost wake-up" as "lost-wake-up", "I/O-bound" as "io-bound".
std::string term_id(std::string_view name);

/// The terms of glossary.md: a heading of the second level, "## lock, mutex", begins each.
class Glossary {
 public:
  Glossary() = default;
  explicit Glossary(std::string_view markdown);

  /// In the order of their names.
  const std::vector<Term>& terms() const { return terms_; }
  /// By any of its names, or an id. Null: there is none.
  const Term* find(std::string_view name) const;

 private:
  std::vector<Term> terms_;
};

}  // namespace course
