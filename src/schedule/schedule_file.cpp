#include "schedule/schedule_file.h"

#include <array>
#include <cstdio>
#include <istream>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

#include "schedule/wording.h"

namespace schedule {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto format = "threadlab-schedule";
constexpr int version = 1;
constexpr std::size_t longest_line = 65'536;

std::string hex(std::uint64_t number) {
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(number));
  return text.data();
}

/// -1: unlimited.
std::int64_t budget(std::size_t number) {
  return number == Policies::unlimited ? -1 : static_cast<std::int64_t>(number);
}

const char* word_for(Policies::AtFailure at_failure) {
  return at_failure == Policies::AtFailure::go_on ? "go_on" : "stop";
}

Json header_of(const Schedule& schedule) {
  const Policies& policies = schedule.policies;
  Json header;
  header["format"] = format;
  header["version"] = version;
  header["program"] = schedule.program;
  header["source_hash"] = schedule.source_hash;
  header["parameters"] = schedule.parameters;
  header["policies"] = {{"time_outs", budget(policies.time_outs)},
                        {"wake_ups", budget(policies.wake_ups)},
                        {"notify", policies.woken == Policies::Woken::any ? "any" : "first_come"},
                        {"sleep", policies.sleep == Policies::Sleep::lasts ? "lasts" : "yields"},
                        {"at_failure", word_for(policies.at_failure)},
                        {"at_partial_deadlock", word_for(policies.at_partial_deadlock)},
                        {"most_steps", policies.most_steps}};
  header["seed"] = hex(schedule.seed);
  return header;
}

Json json_of(const Schedule::Line& line) {
  Json json;
  json["thread"] = line.thread;
  json["does"] = name(line.kind);
  if (!line.object.empty()) json["object"] = line.object;
  if (!line.name.empty()) json["name"] = line.name;
  if (line.ending != Ending::act) json["ends"] = name(line.ending);
  if (line.choice != 0) json["choice"] = line.choice;
  return json;
}

/// Takes the fields of one line out of it, and says which line is damaged if they are not there.
class Reader {
 public:
  Reader(Json json, std::size_t line) : json_(std::move(json)), line_(line) {}

  bool has(const char* field) const { return json_.contains(field); }

  std::string text(const char* field) const {
    const Json& value = at(field);
    if (!value.is_string()) refuse(field);
    return value.get<std::string>();
  }
  std::string text_or_nothing(const char* field) const { return has(field) ? text(field) : std::string(); }

  std::int64_t number(const char* field, std::int64_t least, std::int64_t most) const {
    const Json& value = at(field);
    if (!value.is_number_integer() ||
        (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(most))) {
      refuse(field);
    }
    const auto number = value.get<std::int64_t>();
    if (number < least || number > most) refuse(field);
    return number;
  }

  std::uint64_t hexadecimal(const char* field) const {
    const std::string digits = text(field);
    if (digits.size() != 16 || digits.find_first_not_of("0123456789abcdef") != std::string::npos) refuse(field);
    return std::stoull(digits, nullptr, 16);
  }

  std::size_t budget(const char* field) const {
    const std::int64_t number = this->number(field, -1, 1'000'000'000);
    return number < 0 ? Policies::unlimited : static_cast<std::size_t>(number);
  }

  /// The one of `values`, in the order of their numbers, that has this name.
  template <class Enum, class Name>
  Enum one_of(const char* field, Enum last, Name name_of) const {
    const std::string wanted = text(field);
    for (int i = 0; i <= static_cast<int>(last); ++i) {
      if (name_of(static_cast<Enum>(i)) == wanted) return static_cast<Enum>(i);
    }
    refuse(field);
  }

  bool either(const char* field, const char* yes, const char* no) const {
    const std::string given = text(field);
    if (given != yes && given != no) refuse(field);
    return given == yes;
  }

  std::map<std::string, std::string> table(const char* field) const {
    const Json& value = at(field);
    if (!value.is_object()) refuse(field);
    std::map<std::string, std::string> table;
    for (const auto& [key, entry] : value.items()) {
      if (!entry.is_string()) refuse(field);
      table.emplace(key, entry.get<std::string>());
    }
    return table;
  }

  Reader inside(const char* field) const {
    const Json& value = at(field);
    if (!value.is_object()) refuse(field);
    return {value, line_};
  }

 private:
  const Json& at(const char* field) const {
    if (!has(field)) refuse(field);
    return json_.at(field);
  }
  [[noreturn]] void refuse(const char* field) const {
    throw BadSchedule("line " + std::to_string(line_) + " of the schedule is damaged: '" + field +
                      "' is missing or makes no sense");
  }

  Json json_;
  std::size_t line_;
};

/// The next line; none at the end of the file.
std::optional<Reader> next_line(std::istream& in, std::size_t number) {
  std::string text;
  for (char letter = 0; in.get(letter) && letter != '\n';) {
    if (text.size() == longest_line)
      throw BadSchedule("line " + std::to_string(number) + " is too long for a schedule");
    text += letter;
  }
  if (in.bad()) throw BadSchedule("the schedule cannot be read");
  if (text.empty() && in.eof()) return {};
  Json json = Json::parse(text, nullptr, false);
  if (json.is_object()) return Reader(std::move(json), number);
  if (number == 1) throw BadSchedule("this is not a schedule: its first line is no JSON object");
  throw BadSchedule("line " + std::to_string(number) + " of the schedule is damaged: it is no JSON object");
}

Schedule read_header(const Reader& header) {
  Schedule schedule;
  if (!header.has("format") || header.text("format") != format) {
    throw BadSchedule("this is not a schedule: its first line does not say \"format\": \"threadlab-schedule\"");
  }
  const auto its_version = header.number("version", 0, std::numeric_limits<int>::max());
  if (its_version != version) {
    throw BadSchedule("the schedule is of version " + std::to_string(its_version) + ", but only version " +
                      std::to_string(version) + " can be read here");
  }
  schedule.program = header.text("program");
  schedule.source_hash = header.text("source_hash");
  schedule.parameters = header.table("parameters");
  schedule.seed = header.hexadecimal("seed");
  const Reader policies = header.inside("policies");
  schedule.policies.time_outs = policies.budget("time_outs");
  schedule.policies.wake_ups = policies.budget("wake_ups");
  const bool any = policies.either("notify", "any", "first_come");
  schedule.policies.woken = any ? Policies::Woken::any : Policies::Woken::first_come;
  const bool lasts = policies.either("sleep", "lasts", "yields");
  schedule.policies.sleep = lasts ? Policies::Sleep::lasts : Policies::Sleep::yields;
  const auto at = [&policies](const char* field) {
    return policies.either(field, "stop", "go_on") ? Policies::AtFailure::stop : Policies::AtFailure::go_on;
  };
  schedule.policies.at_failure = at("at_failure");
  schedule.policies.at_partial_deadlock = at("at_partial_deadlock");
  schedule.policies.most_steps = static_cast<std::size_t>(policies.number("most_steps", 1, longest_schedule));
  return schedule;
}

Schedule::Line read_line(const Reader& line) {
  Schedule::Line read;
  read.thread = line.text("thread");
  read.kind = line.one_of("does", OperationKind::test, [](OperationKind kind) { return name(kind); });
  read.object = line.text_or_nothing("object");
  read.name = line.text_or_nothing("name");
  if (line.has("ends")) read.ending = line.one_of("ends", Ending::wake_up, [](Ending each) { return name(each); });
  if (line.has("choice")) read.choice = static_cast<std::uint16_t>(line.number("choice", 0, 65'535));
  return read;
}

}  // namespace

void write_schedule(std::ostream& out, const Schedule& schedule) {
  constexpr auto replace = Json::error_handler_t::replace;
  const auto put = [&out](const Json& json) { out << json.dump(-1, ' ', false, replace) << '\n'; };
  put(header_of(schedule));
  for (const Schedule::Line& line : schedule.lines) put(json_of(line));
  put({{"verdict", name(schedule.verdict)}, {"what", schedule.what}, {"hash", hex(schedule.hash)}});
}

Schedule read_header(std::istream& in) {
  const auto header = next_line(in, 1);
  if (!header) throw BadSchedule("this is not a schedule: the file is empty");
  return read_header(*header);
}

Schedule read_schedule(std::istream& in) {
  Schedule schedule = read_header(in);
  for (std::size_t number = 2; number <= longest_schedule + 2; ++number) {
    const auto line = next_line(in, number);
    if (!line) {
      throw BadSchedule("the schedule breaks off after " + std::to_string(schedule.lines.size()) +
                        " steps: its last lines are missing");
    }
    if (line->has("verdict")) {
      schedule.verdict = line->one_of("verdict", Verdict::abandoned, [](Verdict each) { return name(each); });
      schedule.what = line->text("what");
      schedule.hash = line->hexadecimal("hash");
      if (next_line(in, number + 1)) throw BadSchedule("the schedule goes on after its end");
      return schedule;
    }
    schedule.lines.push_back(read_line(*line));
  }
  throw BadSchedule("the file is too long for a schedule");
}

void check_current(const Schedule& schedule, const std::string& program, const std::string& source_hash) {
  if (schedule.program != program) {
    throw BadSchedule("the schedule is of '" + schedule.program + "', not of '" + program + "'");
  }
  if (schedule.source_hash != source_hash) {
    throw BadSchedule("the schedule is out of date: '" + program + "' has changed since it was made");
  }
}

}  // namespace schedule
