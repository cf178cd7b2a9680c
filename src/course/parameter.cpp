#include "course/parameter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "course/wording.h"

namespace course {
namespace {

struct Unit {
  std::string_view name;
  std::size_t digits;  ///< powers of ten of a nanosecond
};

constexpr std::array units{Unit{"s", 9}, Unit{"ms", 6}, Unit{"\u00b5s", 3}, Unit{"ns", 0}};
constexpr std::size_t real_digits = 3;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// The value shifted right by that many decimal digits, exactly, without trailing zeros: (1500000, 6) is "1.5".
std::string decimal(std::int64_t value, std::size_t digits) {
  std::string text = std::to_string(value);
  const std::size_t sign = value < 0 ? 1 : 0;
  if (text.size() - sign <= digits) text.insert(sign, digits + 1 + sign - text.size(), '0');
  text.insert(text.size() - digits, 1, '.');
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The inverse: "1.5" with 6 digits is 1500000. Nothing for what is no number, too fine or too large.
std::optional<std::int64_t> parse_decimal(std::string_view text, std::size_t digits) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string fraction(point == std::string_view::npos ? std::string_view() : text.substr(point + 1));
  if (whole.empty() && fraction.empty()) return std::nullopt;
  if (!all_digits(whole) || !all_digits(fraction)) return std::nullopt;
  if (fraction.find_last_not_of('0') + 1 > digits) return std::nullopt;
  fraction.resize(digits, '0');
  const std::string shifted = (negative ? "-" : "") + std::string(whole) + fraction;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(shifted.data(), shifted.data() + shifted.size(), value);
  if (error != std::errc() || end != shifted.data() + shifted.size()) return std::nullopt;
  return value;
}

const Unit& unit_that_suits(std::int64_t nanoseconds) {
  if (nanoseconds == 0) return units[1];
  std::int64_t size = 1'000'000'000;
  for (const Unit& unit : units) {
    if (nanoseconds >= size || nanoseconds <= -size) return unit;
    size /= 1000;
  }
  return units.back();
}

std::string format_duration(std::int64_t nanoseconds) {
  const Unit& unit = unit_that_suits(nanoseconds);
  return decimal(nanoseconds, unit.digits) + " " + std::string(unit.name);
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  const std::size_t behind = text.find_first_not_of("+-.0123456789");
  if (behind == std::string_view::npos && parse_decimal(text, 0) == 0) return 0;
  if (behind == 0 || behind == std::string_view::npos) return std::nullopt;
  std::string_view name = trimmed(text.substr(behind));
  if (name == "us" || name == "\u03bcs") name = "\u00b5s";  // as one types it, and a Greek letter that looks like it
  const auto unit = std::find_if(units.begin(), units.end(), [&](const Unit& known) { return known.name == name; });
  if (unit == units.end()) return std::nullopt;
  return parse_decimal(trimmed(text.substr(0, behind)), unit->digits);
}

/// "items" as it stands behind a 1.
std::string_view singular(std::string_view unit) {
  if (unit.size() > 2 && unit.ends_with('s')) unit.remove_suffix(1);
  return unit;
}

/// The number's text with the unit behind it.
std::string before_unit(const Parameter& parameter, const std::string& text, std::int64_t value) {
  if (parameter.unit.empty()) return text;
  const bool one = parameter.kind == Parameter::Kind::integer && value == 1;
  return text + " " + std::string(one ? singular(parameter.unit) : std::string_view(parameter.unit));
}

/// "40,000" is 40000; a comma anywhere else stays, since nobody can tell what is meant.
std::string without_groups(std::string_view text) {
  std::string digits(text);
  std::erase(digits, ',');
  const std::optional<std::int64_t> value = parse_decimal(digits, 0);
  return value && grouped(*value) == text ? digits : std::string(text);
}

/// The number alone: a unit behind it may be given or left out.
std::string_view without_unit(std::string_view text, std::string_view unit) {
  for (const std::string_view known : {unit, singular(unit)}) {
    if (!known.empty() && text.ends_with(known)) return trimmed(text.substr(0, text.size() - known.size()));
  }
  return text;
}

std::optional<std::int64_t> parse_choice(std::string_view text, const std::vector<std::string>& choices) {
  const auto found = std::find(choices.begin(), choices.end(), text);
  if (found == choices.end()) return std::nullopt;
  return found - choices.begin();
}

std::optional<std::int64_t> read(const Parameter& parameter, std::string_view text) {
  switch (parameter.kind) {
    case Parameter::Kind::integer: return parse_decimal(without_groups(without_unit(text, parameter.unit)), 0);
    case Parameter::Kind::real: return parse_decimal(without_unit(text, parameter.unit), real_digits);
    case Parameter::Kind::duration: return parse_duration(text);
    case Parameter::Kind::choice: return parse_choice(text, parameter.choices);
  }
  return std::nullopt;
}

std::string what_is_right(const Parameter& parameter) {
  switch (parameter.kind) {
    case Parameter::Kind::integer: return "an integer from " + parameter.range();
    case Parameter::Kind::real: return "a number from " + parameter.range() + " with at most three decimals";
    case Parameter::Kind::duration: return "a duration from " + parameter.range() + " with its unit (ns, us, ms or s)";
    case Parameter::Kind::choice: return parameter.range();
  }
  return {};
}

[[noreturn]] void reject(const Parameter& parameter, std::string_view text) {
  throw BadInput(parameter.name + " must be " + what_is_right(parameter) + ", not \"" + std::string(text) + "\"." +
                 suggestion(text, parameter.choices));
}

bool in_range(const Parameter& parameter, std::int64_t value) {
  return parameter.least <= value && value <= parameter.greatest;
}

/// The greatest power of ten that divides the range into a hundred parts or more.
std::int64_t comfortable_step(std::int64_t least, std::int64_t greatest) {
  std::int64_t step = 1;
  while (step <= (greatest - least) / 1000) step *= 10;
  return step;
}

Parameter checked(Parameter parameter) {
  if (!in_range(parameter, parameter.initial)) {
    throw std::invalid_argument("Parameter " + parameter.name + " begins outside its own range.");
  }
  return parameter;
}

std::vector<std::string> names(const std::vector<Parameter>& parameters) {
  std::vector<std::string> all;
  for (const Parameter& parameter : parameters) all.push_back(parameter.name);
  return all;
}

}  // namespace

std::string Parameter::format(std::int64_t value) const {
  return before_unit(*this, format_without_unit(value), value);
}

std::string Parameter::format_without_unit(std::int64_t value) const {
  switch (kind) {
    case Kind::integer: return grouped(value);
    case Kind::real: return decimal(value, real_digits);
    case Kind::duration: return format_duration(value);
    case Kind::choice: return choices.at(static_cast<std::size_t>(value));
  }
  return {};
}

std::string Parameter::plain(std::int64_t value) const {
  return kind == Kind::integer ? before_unit(*this, std::to_string(value), value) : format(value);
}

std::string Parameter::range() const {
  if (kind == Kind::choice) return listed(choices, "or");
  return format_without_unit(least) + " to " + format(greatest);
}

std::int64_t Parameter::parse(std::string_view text) const {
  const std::string_view meant = trimmed(text);
  const std::optional<std::int64_t> value = read(*this, meant);
  if (!value || !in_range(*this, *value)) reject(*this, meant);
  return *value;
}

Parameter integer(std::string name, std::string label, std::int64_t least, std::int64_t greatest,
                  std::int64_t initial) {
  Parameter parameter;
  parameter.name = std::move(name);
  parameter.label = std::move(label);
  parameter.least = least;
  parameter.greatest = greatest;
  parameter.initial = initial;
  return checked(std::move(parameter));
}

Parameter real(std::string name, std::string label, double least, double greatest, double initial) {
  const auto thousandths = [](double value) { return static_cast<std::int64_t>(std::llround(value * 1000)); };
  Parameter parameter =
      integer(std::move(name), std::move(label), thousandths(least), thousandths(greatest), thousandths(initial));
  parameter.kind = Parameter::Kind::real;
  parameter.step = comfortable_step(parameter.least, parameter.greatest);
  return parameter;
}

Parameter duration(std::string name, std::string label, std::chrono::nanoseconds least,
                   std::chrono::nanoseconds greatest, std::chrono::nanoseconds initial) {
  Parameter parameter = integer(std::move(name), std::move(label), least.count(), greatest.count(), initial.count());
  parameter.kind = Parameter::Kind::duration;
  parameter.step = comfortable_step(parameter.least, parameter.greatest);
  return parameter;
}

Parameter choice(std::string name, std::string label, std::vector<std::string> choices, std::size_t initial) {
  Parameter parameter = integer(std::move(name), std::move(label), 0, static_cast<std::int64_t>(choices.size()) - 1,
                                static_cast<std::int64_t>(initial));
  parameter.kind = Parameter::Kind::choice;
  parameter.choices = std::move(choices);
  return parameter;
}

Parameter at_once(Parameter parameter) {
  parameter.applies = Parameter::Applies::at_once;
  return parameter;
}

Parameter explained(Parameter parameter, std::string help, std::string unit) {
  parameter.help = std::move(help);
  parameter.unit = std::move(unit);
  return parameter;
}

Settings::Settings(std::vector<Parameter> parameters)
    : parameters_(std::move(parameters)), values_(std::make_unique<std::atomic<std::int64_t>[]>(parameters_.size())) {
  reset();
}

Settings::Settings(const Settings& other) : Settings(other.parameters_) {
  for (std::size_t i = 0; i < parameters_.size(); ++i) values_[i].store(other.values_[i].load());
}

Settings& Settings::operator=(const Settings& other) {
  Settings copy(other);
  parameters_.swap(copy.parameters_);
  values_.swap(copy.values_);
  return *this;
}

std::size_t Settings::index(std::string_view name) const {
  const auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                  [&](const Parameter& parameter) { return parameter.name == name; });
  if (found == parameters_.end()) throw BadInput(no_such("parameter", name, names(parameters_)));
  return static_cast<std::size_t>(found - parameters_.begin());
}

const Parameter& Settings::parameter(std::string_view name) const { return parameters_[index(name)]; }

std::int64_t Settings::raw(std::string_view name) const { return values_[index(name)].load(); }

void Settings::set(std::string_view name, std::int64_t raw) {
  const std::size_t at = index(name);
  const Parameter& parameter = parameters_[at];
  if (!in_range(parameter, raw)) {
    reject(parameter, parameter.kind == Parameter::Kind::choice ? std::to_string(raw) : parameter.format(raw));
  }
  values_[at].store(raw);
}

void Settings::set_text(std::string_view name, std::string_view text) {
  const std::size_t at = index(name);
  values_[at].store(parameters_[at].parse(text));
}

std::string Settings::text(std::string_view name) const {
  const std::size_t at = index(name);
  return parameters_[at].plain(values_[at].load());
}

void Settings::reset() {
  for (std::size_t i = 0; i < parameters_.size(); ++i) values_[i].store(parameters_[i].initial);
}

}  // namespace course
