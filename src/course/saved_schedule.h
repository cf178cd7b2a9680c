#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "course/catalogue.h"
#include "course/parameter.h"

namespace course {

/// A step has about a hundred bytes, and there are at most 100,000; what is longer is no schedule.
constexpr std::size_t most_schedule_bytes = std::size_t{16} << 20U;

/// A schedule was made for another state of its lesson's program. It may still be followed as far as it goes.
class OutOfDate : public BadInput {
 public:
  using BadInput::BadInput;
};

/// Whether a program must do exactly what a schedule says.
enum class Fidelity : std::uint8_t {
  strict,    ///< else it is refused, with the first step that differs
  tolerant,  ///< it is followed as far as the program can
};

/// What a schedule file says about itself.
struct SavedSchedule {
  std::string lesson;
  std::string variant;
  Settings settings;       ///< the lesson's, with the file's parameters
  std::uint64_t seed = 1;  ///< of the program's random numbers
  std::size_t steps = 0;
  bool fails = false;
  std::string what;     ///< what it fails of, as it was when it was saved
  bool current = true;  ///< false: the lesson's program has changed since
};

/// Reads no more than is needed to open its lesson. Raises BadInput, with one sentence, for what is no schedule, or of
/// a lesson, variant or parameter that there is not; that much is found out without reading its steps.
SavedSchedule saved_schedule(const Catalogue& catalogue, const std::string& text);

}  // namespace course
