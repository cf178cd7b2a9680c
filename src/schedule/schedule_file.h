#pragma once

#include <cstddef>
#include <iosfwd>
#include <stdexcept>
#include <string>

#include "schedule/schedule.h"

namespace schedule {

/// A file is no schedule, or none for this program. The sentence says what is wrong with it.
class BadSchedule : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Steps; nobody looks for longer ones, and none is read.
constexpr std::size_t longest_schedule = 100'000;

/// JSON Lines: a header (format, version, program, hash of its source, parameters, policies, seed), a line for each
/// step, a footer (verdict, what failed, hash of the execution).
void write_schedule(std::ostream& out, const Schedule& schedule);
/// Raises BadSchedule for whatever write_schedule() cannot have written in full.
Schedule read_schedule(std::istream& in);
/// The same, of the header alone: no steps, and nothing of how it ended.
Schedule read_header(std::istream& in);

/// Raises BadSchedule if it was made for another program, or for another state of this one.
void check_current(const Schedule& schedule, const std::string& program, const std::string& source_hash);

}  // namespace schedule
