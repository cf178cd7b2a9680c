#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "course/catalogue.h"

/// What a person can ask of the program, and how it is typed. Pure: nothing is looked up or run here.
namespace command_line {

/// A lesson's program as asked for.
struct Program {
  std::string lesson;
  std::string variant;                                        ///< empty: the lesson's first
  std::vector<std::pair<std::string, std::string>> settings;  ///< --set NAME=VALUE, in the order given
};

struct Help {};
struct Version {};

struct List {
  bool json = false;
};

struct Run {
  Program program;
  std::uint64_t runs = 1;
  std::uint64_t seed = 1;  ///< of the first run; the next ones count on
  bool json = false;
  std::string trace_file;  ///< empty: none
};

struct Explore {
  Program program;
  std::int64_t budget_milliseconds = 2'000;
  std::uint64_t seed = 1;
  bool json = false;
  std::string save_file;  ///< empty: none
};

struct Replay {
  std::string file;
  bool tolerant = false;
  bool json = false;
};

/// How the program starts itself, as a child process of a lesson. Not for people: help() does not name it.
struct Child {
  Program program;
  int number = 1;
  std::uint64_t seed = 1;
  std::int64_t began = 0;  ///< when it was asked for, on the clock that all processes share
};

struct Screenshot {
  Program program;
  std::string file;
  int width = 1280;
  int height = 800;
  int after_milliseconds = 1500;
  bool dark = false;
  int text_percent = 100;
};

struct Window {
  std::string lesson;         ///< empty: where the learner was last, or what the schedule is of
  std::string schedule_file;  ///< empty: none
};

using Request = std::variant<Help, Version, List, Run, Explore, Replay, Child, Screenshot, Window>;

/// `words`: the arguments without the program's own name. Raises course::BadInput for what is none of the above.
Request parse(const std::vector<std::string>& words);

/// The names in --set.
std::vector<std::string> names_set(const Program& program);
/// The lesson's parameters as asked for. Raises course::BadInput, naming the lesson.
course::Settings settings(const course::Entry& entry, const Program& program);
/// The variant asked for, or the lesson's first. Raises course::BadInput, naming the lesson.
const course::Variant& variant(const course::Entry& entry, const Program& program);

/// What --help prints.
std::string_view help();

}  // namespace command_line
