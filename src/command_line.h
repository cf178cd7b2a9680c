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

/// How the many runs of a sweep or a comparison are done.
struct Measuring {
  std::vector<std::string> variants;  ///< empty: all of them, or those that the sweep names
  std::uint64_t repetitions = 3;
  std::uint64_t seed = 1;
  std::int64_t limit_milliseconds = 30'000;
  bool json = false;
};

struct Sweep {
  Program program;    ///< of no variant
  std::string sweep;  ///< title, or number from 1 on; empty: the first
  Measuring measuring;
};

struct Compare {
  Program program;  ///< of no variant
  std::int64_t budget_milliseconds = 2'000;
  Measuring measuring;
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

using Request = std::variant<Help, Version, List, Run, Explore, Sweep, Compare, Replay, Child, Screenshot, Window>;

/// `words`: the arguments without the program's own name. Raises course::BadInput for what is none of the above.
Request parse(const std::vector<std::string>& words);

/// The names in --set.
std::vector<std::string> names_set(const Program& program);
/// The lesson's parameters as asked for. Raises course::BadInput, naming the lesson.
course::Settings settings(const course::Entry& entry, const Program& program);
/// The variant asked for, or the lesson's first. Raises course::BadInput, naming the lesson.
const course::Variant& variant(const course::Entry& entry, const Program& program);

/// Those asked for by id. Raises course::BadInput, naming the lesson, for one that there is not.
const std::vector<std::string>& variants(const course::Entry& entry, const Measuring& measuring);
/// The sweep asked for. Raises course::BadInput, naming the lesson.
const course::Sweep& sweep(const course::Entry& entry, const Sweep& request);

/// What --help prints.
std::string_view help();

}  // namespace command_line
