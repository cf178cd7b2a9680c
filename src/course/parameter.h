#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace course {

/// What a person typed or asked for cannot be; what() is one sentence that says what was wrong and what would be right.
class BadInput : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One thing of a lesson that the learner can change. A number in all kinds, so that a slider can move it:
///   integer   the integer itself
///   real      thousandths
///   duration  nanoseconds (shown in the unit that suits: µs, ms or s; "us" is read too)
///   choice    index into `choices`
struct Parameter {
  enum class Kind : std::uint8_t { integer, real, duration, choice };
  enum class Applies : std::uint8_t { at_once, next_run };

  std::string name;   ///< as in --set NAME=VALUE: "hold-time"
  std::string label;  ///< as in the form: "Hold time"
  Kind kind = Kind::integer;
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  std::int64_t initial = 0;
  std::int64_t step = 1;
  std::string unit;  ///< shown behind the number; empty for durations, whose unit goes with the size
  std::vector<std::string> choices;
  Applies applies = Applies::next_run;
  std::string help;  ///< one sentence

  /// The value with its unit, as people read it: "40,000 items", "0.25", "1.5 ms", "fair".
  std::string format(std::int64_t value) const;
  /// The same without `unit`; durations keep theirs.
  std::string format_without_unit(std::int64_t value) const;
  /// As a file or a command line has it: "40000 items".
  std::string plain(std::int64_t value) const;
  /// Which values there are: "1 to 64 items", "0 ms to 2 s", "fair or unfair".
  std::string range() const;
  /// Of either text. Raises BadInput for what is no such value or out of range. Durations but 0 want a unit: "20ms",
  /// "1.5 s", "300us".
  std::int64_t parse(std::string_view text) const;
};

Parameter integer(std::string name, std::string label, std::int64_t least, std::int64_t greatest, std::int64_t initial);
Parameter real(std::string name, std::string label, double least, double greatest, double initial);
Parameter duration(std::string name, std::string label, std::chrono::nanoseconds least,
                   std::chrono::nanoseconds greatest, std::chrono::nanoseconds initial);
Parameter choice(std::string name, std::string label, std::vector<std::string> choices, std::size_t initial = 0);
/// The same parameter, read anew at every use: `at_once(duration(...))`.
Parameter at_once(Parameter parameter);
/// The same parameter with a sentence of help and a unit.
Parameter explained(Parameter parameter, std::string help, std::string unit = {});

/// A value for each parameter of a lesson. Values are atomic: the form writes them while workers read.
///
/// Thread-safety: reading and set() from any thread. Copies are independent.
class Settings {
 public:
  explicit Settings(std::vector<Parameter> parameters);
  Settings(const Settings& other);
  Settings& operator=(const Settings& other);

  const std::vector<Parameter>& parameters() const { return parameters_; }
  /// Raises BadInput, naming the ones there are, if there is no such parameter.
  const Parameter& parameter(std::string_view name) const;
  std::int64_t raw(std::string_view name) const;
  /// Raises BadInput if out of range.
  void set(std::string_view name, std::int64_t raw);
  /// As typed on the command line: set_text("hold-time", "20ms").
  void set_text(std::string_view name, std::string_view text);
  std::string text(std::string_view name) const;
  void reset();

 private:
  std::size_t index(std::string_view name) const;

  std::vector<Parameter> parameters_;
  std::unique_ptr<std::atomic<std::int64_t>[]> values_;
};

}  // namespace course
