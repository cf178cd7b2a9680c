#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "course/glossary.h"
#include "course/lesson.h"

namespace course {

/// A lesson with what its folder says.
struct Entry {
  std::string id;         ///< "race-condition", from the folder 210_race_condition
  int number = 0;         ///< 210; the hundreds are the chapter
  std::string text;       ///< text.md
  std::string code;       ///< lesson.cpp, the very text that was compiled
  std::string code_file;  ///< its path as the compiler was given it: what SourceId::file() says
  std::string python;     ///< program.py
  Lesson lesson;

  int chapter() const { return number / 100; }
};

/// Lines of a listing between two `//! [id]` (or `#! [id]`) marker lines.
struct Snippet {
  std::string text;     ///< common indentation taken off
  int first_line = 0;   ///< 1-based line of the file where it begins; a snippet is one run of lines
  int indentation = 0;  ///< columns taken off
  /// Where slots are filled: the line of the file of each line shown. Empty: they are consecutive.
  std::vector<int> lines{};
};

/// "Threads", "Sharing goes wrong" ... for 1 to 7. Raises BadInput otherwise.
std::string_view chapter_title(int chapter);

/// The snippet with that marker; if there is none, the one marked [program]; if there is none either, the whole
/// listing. Blank lines at its ends are left out; marker lines inside it are shown empty, so that lines keep counting.
Snippet snippet(std::string_view listing, std::string_view id);
/// The same with each of its slots, which lie between two `//! <slot>` lines, filled with the chosen pieces.
Snippet snippet(std::string_view listing, std::string_view id, const Pieces& chosen);

/// All lessons in the order of their numbers, and what their words mean.
class Catalogue {
 public:
  explicit Catalogue(std::vector<Entry> entries, Glossary glossary = {});

  const std::vector<Entry>& entries() const { return entries_; }
  /// Raises BadInput for an unknown id, with the nearest one there is.
  const Entry& at(std::string_view id) const;
  const Glossary& glossary() const { return glossary_; }

 private:
  std::vector<Entry> entries_;
  Glossary glossary_;
};

}  // namespace course
