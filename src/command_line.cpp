#include "command_line.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "course/sweep.h"
#include "course/wording.h"

namespace command_line {
namespace {

using course::BadInput;

/// The words behind a command, sorted into `--name value`, `--flag` and the others.
struct Words {
  std::string command;
  std::multimap<std::string, std::string> options;
  std::vector<std::string> others;

  bool has(const std::string& option) const { return options.contains(option); }
  std::string value(const std::string& option) const {
    const auto found = options.find(option);
    return found == options.end() ? std::string() : found->second;
  }
};

/// What a command takes.
struct Grammar {
  std::vector<std::string> with_value;
  std::vector<std::string> flags;
  std::vector<std::string> operands;  ///< "LESSON"
  std::vector<std::string> repeatable{"--set"};
};

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

[[noreturn]] void reject_option(const Words& words, const Grammar& grammar, const std::string& option) {
  std::vector<std::string> known = grammar.with_value;
  known.insert(known.end(), grammar.flags.begin(), grammar.flags.end());
  throw BadInput(words.command + " has no option \"" + option + "\"; it has " + course::listed(known) + "." +
                 course::suggestion(option, known));
}

/// Takes one option from `words[at]` on; returns how many words it was.
std::size_t take_option(Words& result, const Grammar& grammar, const std::vector<std::string>& words, std::size_t at) {
  const std::size_t equals = words[at].find('=');
  const std::string name = words[at].substr(0, equals);
  const bool joined = equals != std::string::npos;
  if (contains(grammar.flags, name)) {
    if (joined) throw BadInput(result.command + " has no value for \"" + name + "\"; it stands alone.");
    result.options.emplace(name, std::string());
    return 1;
  }
  if (!contains(grammar.with_value, name)) reject_option(result, grammar, name);
  if (result.has(name) && !contains(grammar.repeatable, name)) throw BadInput(name + " is given twice.");
  if (joined) {
    result.options.emplace(name, words[at].substr(equals + 1));
    return 1;
  }
  if (at + 1 == words.size() || words[at + 1].starts_with("--")) throw BadInput(name + " needs a value behind it.");
  result.options.emplace(name, words[at + 1]);
  return 2;
}

std::string called(const Words& words, const Grammar& grammar) {
  std::string text = "threadlab " + words.command;
  for (const std::string& operand : grammar.operands) text += " " + operand;
  return text;
}

Words sort(const std::vector<std::string>& words, const Grammar& grammar) {
  Words result;
  result.command = words.front();
  for (std::size_t at = 1; at < words.size();) {
    if (words[at].starts_with("-")) {
      at += take_option(result, grammar, words, at);
    } else {
      result.others.push_back(words[at++]);
    }
  }
  if (result.others.size() < grammar.operands.size()) {
    throw BadInput("Something is missing: \"" + called(result, grammar) + "\" wants " +
                   grammar.operands[result.others.size()] + ".");
  }
  if (result.others.size() > grammar.operands.size()) {
    throw BadInput("\"" + result.others[grammar.operands.size()] + "\" is one too many for \"" +
                   called(result, grammar) + "\".");
  }
  return result;
}

/// The option's number, with the sentence that a lesson's parameter would answer.
std::int64_t number(const Words& words, const std::string& option, std::int64_t least, std::int64_t greatest,
                    std::int64_t otherwise, const std::string& unit = {}) {
  if (!words.has(option)) return otherwise;
  const course::Parameter parameter = course::integer(option, option, least, greatest, otherwise);
  return course::explained(parameter, {}, unit).parse(words.value(option));
}

/// The option's seconds, in milliseconds.
std::int64_t milliseconds(const Words& words, const std::string& option, double least, std::int64_t otherwise) {
  if (!words.has(option)) return otherwise;
  const course::Parameter seconds = course::explained(course::real(option, {}, least, 3'600, 2), {}, "seconds");
  return seconds.parse(words.value(option));
}

std::uint64_t seed(const Words& words) {
  return static_cast<std::uint64_t>(number(words, "--seed", 0, std::numeric_limits<std::int64_t>::max(), 1));
}

std::vector<std::pair<std::string, std::string>> settings_of(const Words& words) {
  std::vector<std::pair<std::string, std::string>> settings;
  const auto [begin, end] = words.options.equal_range("--set");
  for (auto each = begin; each != end; ++each) {
    const std::size_t equals = each->second.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw BadInput("--set must be NAME=VALUE, such as threads=4, not \"" + each->second + "\".");
    }
    settings.emplace_back(each->second.substr(0, equals), each->second.substr(equals + 1));
  }
  return settings;
}

Program program(const Words& words) {
  if (words.has("--variant") && words.value("--variant").empty()) throw BadInput("--variant needs a name.");
  return {words.others.front(), words.value("--variant"), settings_of(words)};
}

std::string file_name(const std::string& text, const std::string& option) {
  if (text.empty()) throw BadInput(option + " needs the name of a file.");
  return text;
}

List list(const std::vector<std::string>& words) { return {sort(words, {{}, {"--json"}, {}}).has("--json")}; }

Run run(const std::vector<std::string>& words) {
  const Words sorted = sort(words, {{"--variant", "--set", "--runs", "--seed", "--trace"}, {"--json"}, {"LESSON"}});
  Run result;
  result.program = program(sorted);
  result.runs = static_cast<std::uint64_t>(number(sorted, "--runs", 1, 10'000, 1));
  result.seed = seed(sorted);
  result.json = sorted.has("--json");
  if (sorted.has("--trace")) result.trace_file = file_name(sorted.value("--trace"), "--trace");
  if (sorted.has("--trace") && result.runs > 1) throw BadInput("--trace writes one run; leave --runs out.");
  return result;
}

Explore explore(const std::vector<std::string>& words) {
  const Words sorted = sort(words, {{"--variant", "--set", "--budget", "--seed", "--save"}, {"--json"}, {"LESSON"}});
  Explore result;
  result.program = program(sorted);
  result.budget_milliseconds = milliseconds(sorted, "--budget", 0.1, result.budget_milliseconds);
  result.seed = seed(sorted);
  result.json = sorted.has("--json");
  if (sorted.has("--save")) result.save_file = file_name(sorted.value("--save"), "--save");
  return result;
}

/// What a sweep and a comparison have in common, with options of their own.
Words sort_measuring(const std::vector<std::string>& words, const std::string& option) {
  return sort(words, {{"--variant", "--set", "--repeat", "--seed", "--limit", option},
                      {"--json"},
                      {"LESSON"},
                      {"--variant", "--set"}});
}

Measuring measuring(const Words& words) {
  Measuring result;
  const auto [begin, end] = words.options.equal_range("--variant");
  for (auto each = begin; each != end; ++each) result.variants.push_back(each->second);
  result.repetitions = static_cast<std::uint64_t>(number(words, "--repeat", 1, 1'000, 3));
  result.seed = seed(words);
  result.limit_milliseconds = milliseconds(words, "--limit", 0.1, result.limit_milliseconds);
  result.json = words.has("--json");
  return result;
}

Sweep sweep(const std::vector<std::string>& words) {
  const Words sorted = sort_measuring(words, "--sweep");
  if (sorted.has("--sweep") && sorted.value("--sweep").empty()) throw BadInput("--sweep needs a title or a number.");
  return {{sorted.others.front(), {}, settings_of(sorted)}, sorted.value("--sweep"), measuring(sorted)};
}

Compare compare(const std::vector<std::string>& words) {
  const Words sorted = sort_measuring(words, "--budget");
  return {{sorted.others.front(), {}, settings_of(sorted)},
          milliseconds(sorted, "--budget", 0.1, 2'000),
          measuring(sorted)};
}

Replay replay(const std::vector<std::string>& words) {
  const Words sorted = sort(words, {{}, {"--tolerant", "--json"}, {"FILE"}});
  return {file_name(sorted.others.front(), "replay"), sorted.has("--tolerant"), sorted.has("--json")};
}

Child child(const std::vector<std::string>& words) {
  const Words sorted = sort(words, {{"--variant", "--set", "--number", "--seed", "--began"}, {}, {"LESSON"}});
  return {program(sorted), static_cast<int>(number(sorted, "--number", 1, 10'000, 1)), seed(sorted),
          number(sorted, "--began", 0, std::numeric_limits<std::int64_t>::max(), 0)};
}

/// A lesson's name has neither a dot nor a slash.
Window window(const std::string& word) {
  if (word.find_first_of("./") != std::string::npos) return {{}, word};
  return {word, {}};
}

std::pair<int, int> size(const std::string& text) {
  const std::size_t cross = text.find('x');
  const auto side = [](std::string name, const std::string& digits) {
    return static_cast<int>(course::integer(std::move(name), {}, 320, 7680, 320).parse(digits));
  };
  if (cross == std::string::npos) {
    throw BadInput("--size must be WIDTHxHEIGHT, such as 1280x800, not \"" + text + "\".");
  }
  return {side("The width of --size", text.substr(0, cross)), side("The height of --size", text.substr(cross + 1))};
}

Screenshot screenshot(const std::vector<std::string>& words) {
  const Words sorted =
      sort(words, {{"--variant", "--set", "--size", "--after", "--theme", "--text-size"}, {}, {"LESSON", "FILE.png"}});
  Screenshot result;
  result.program = program(sorted);
  result.file = file_name(sorted.others[1], "screenshot");
  if (sorted.has("--size")) std::tie(result.width, result.height) = size(sorted.value("--size"));
  result.after_milliseconds = static_cast<int>(number(sorted, "--after", 0, 600'000, result.after_milliseconds, "ms"));
  if (sorted.has("--theme")) {
    result.dark = course::choice("--theme", {}, {"light", "dark"}).parse(sorted.value("--theme")) == 1;
  }
  result.text_percent = static_cast<int>(number(sorted, "--text-size", 80, 200, result.text_percent, "%"));
  return result;
}

bool asks_for(const std::vector<std::string>& words, std::string_view one, std::string_view other) {
  return std::any_of(words.begin(), words.end(), [&](const auto& word) { return word == one || word == other; });
}

[[noreturn]] void rethrow_naming(const course::Entry& entry, const BadInput& error) {
  throw BadInput("Lesson " + entry.id + ": " + error.what());
}

}  // namespace

Request parse(const std::vector<std::string>& words) {
  if (words.empty()) return Window{};
  if (asks_for(words, "--help", "-h")) return Help{};
  if (words.front() == "--version") return Version{};
  if (words.front() == "list") return list(words);
  if (words.front() == "run") return run(words);
  if (words.front() == "explore") return explore(words);
  if (words.front() == "sweep") return sweep(words);
  if (words.front() == "compare") return compare(words);
  if (words.front() == "replay") return replay(words);
  if (words.front() == "child") return child(words);
  if (words.front() == "screenshot") return screenshot(words);
  if (words.front().starts_with('-')) {
    throw BadInput("There is no option \"" + words.front() + "\" without a command; \"threadlab --help\" says more.");
  }
  if (words.size() > 1) {
    throw BadInput(course::no_such("command", words.front(),
                                   {"list", "run", "explore", "sweep", "compare", "replay", "screenshot"}));
  }
  return window(words.front());
}

std::vector<std::string> names_set(const Program& program) {
  std::vector<std::string> names;
  for (const auto& [name, value] : program.settings) names.push_back(name);
  return names;
}

course::Settings settings(const course::Entry& entry, const Program& program) try {
  course::Settings result(entry.lesson.parameters);
  for (const auto& [name, value] : program.settings) result.set_text(name, value);
  return result;
} catch (const BadInput& error) {
  rethrow_naming(entry, error);
}

const course::Variant& variant(const course::Entry& entry, const Program& program) try {
  return program.variant.empty() ? entry.lesson.variants.at(0) : entry.lesson.variant(program.variant);
} catch (const BadInput& error) {
  rethrow_naming(entry, error);
}

const std::vector<std::string>& variants(const course::Entry& entry, const Measuring& measuring) try {
  for (const std::string& id : measuring.variants) entry.lesson.variant(id);
  return measuring.variants;
} catch (const BadInput& error) {
  rethrow_naming(entry, error);
}

const course::Sweep& sweep(const course::Entry& entry, const Sweep& request) try {
  const course::Sweep& sweep = course::sweep_of(entry.lesson, request.sweep);
  if (!contains(names_set(request.program), sweep.parameter)) return sweep;
  throw BadInput("\"" + sweep.title + "\" goes through the values of " + sweep.parameter + "; leave --set " +
                 sweep.parameter + " out.");
} catch (const BadInput& error) {
  rethrow_naming(entry, error);
}

std::string_view help() {
  return R"(ThreadLab: learn threads by running, breaking and repairing them.

threadlab                           opens the window
threadlab LESSON                    opens the window at that lesson
threadlab FILE                      opens the window at a saved schedule, such as ./lost.jsonl

threadlab list [--json]             lessons, with what can be set in them

threadlab run LESSON [options]      runs a lesson's program without a window
  --variant NAME                    which version of the program; the first one if left out
  --set NAME=VALUE                  a parameter, such as threads=4 or gap=20ms; may be repeated
  --runs N                          so many runs, counting the seed up from run to run
  --seed N                          for the program's random numbers; 1 if left out
  --json                            the report for a program to read
  --trace FILE                      every event, for https://ui.perfetto.dev

threadlab explore LESSON [options]  searches the schedules of a lesson's program for one that fails
  --variant NAME, --set NAME=VALUE  as above; parameters left out have the small values of threadlab list --json
  --budget SECONDS                  how long to search; 2 if left out
  --seed N                          for the program's random numbers and the search; 1 if left out
  --json                            verdict, counts, coverage and schedule for a program to read
  --save FILE                       the shortest failing schedule, for threadlab replay

threadlab sweep LESSON [options]    measures a lesson's program over the range of a parameter
  --sweep TITLE|NUMBER              which of the lesson's curves; the first one if left out
  --variant NAME                    may be repeated; those that the curve is about if left out
  --set NAME=VALUE                  as above, for the other parameters
  --repeat N                        so many runs of each point; 3 if left out
  --limit SECONDS                   a run that lasts longer is stopped and not measured; 30 if left out
  --seed N, --json                  as above

threadlab compare LESSON [options]  explores and measures the variants of a lesson beside each other
  --variant NAME                    may be repeated; all of them if left out
  --set NAME=VALUE, --repeat N, --limit SECONDS, --budget SECONDS, --seed N, --json
                                    as above, of each variant

threadlab replay FILE [options]     does what a saved schedule says, step by step
  --tolerant                        as far as the program can, where it has changed since
  --json                            for a program to read

threadlab screenshot LESSON FILE.png [options]
                                    a picture of the window while the lesson runs; needs no display
  --variant NAME, --set NAME=VALUE  as above
  --size WIDTHxHEIGHT               1280x800 if left out
  --after MS                        how long the program has run by then; 1500 if left out
  --theme light|dark                light if left out
  --text-size PERCENT               80 to 200; 100 if left out

Exit status: 0 the claims hold, 1 a claim fails, 2 bad usage or bad input, 130 interrupted.
)";
}

}  // namespace command_line
