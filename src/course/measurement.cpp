#include "course/measurement.h"

#include <charconv>

namespace course {
namespace {

constexpr char mark = '\x1f';  // "unit separator": no lesson prints it

}  // namespace

std::string line_of(const Measurement& measurement) {
  return std::string{mark, static_cast<char>(measurement.kind)} + std::to_string(measurement.value) + mark +
         measurement.gauge;
}

std::optional<Measurement> measurement_in(std::string_view line) {
  if (line.size() < 4 || line[0] != mark) return std::nullopt;
  const auto kind = static_cast<Measurement::Kind>(line[1]);
  if (kind != Measurement::Kind::set && kind != Measurement::Kind::add) return std::nullopt;
  Measurement measurement{.kind = kind, .value = 0, .gauge = {}};
  const char* const end = line.data() + line.size();
  const auto [behind, error] = std::from_chars(line.data() + 2, end, measurement.value);
  if (error != std::errc() || behind == end || *behind != mark) return std::nullopt;
  measurement.gauge.assign(behind + 1, end);
  return measurement;
}

}  // namespace course
