#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trace/digits.h"

namespace course {

/// Pieces that sentences for people are made of. All pure.

using trace::grouped;

/// "7,213 ms"; "7,213" where the unit is empty.
std::string with_unit(std::int64_t number, std::string_view unit);

/// In quotation marks: what the program calls something, where it could be taken for words of the sentence.
std::string quoted(std::string_view text);

/// "1 run", "1,204 runs".
std::string plural(std::uint64_t number, std::string_view noun);

/// With as many digits as matter to the eye: "0.0123", "3.9", "39.4", "1,950".
std::string significant(double number);

/// "39 %"; "less than 1 %" and "more than 99 %" where it is neither nothing nor all.
std::string percent(double share);

/// "the file is empty" as "The file is empty."
std::string as_sentence(std::string text);

/// With spaces behind it up to that width, in characters of UTF-8.
std::string padded(std::string text, std::size_t width);

/// 16 digits.
std::string hexadecimal(std::uint64_t number);

/// "threads", "threads and gap", "threads, increments and gap"; empty for none.
std::string listed(const std::vector<std::string>& names, std::string_view conjunction = "and");

/// What the person most likely meant: the name that continues what was typed, else the one with the fewest typing
/// errors away from it; empty if nothing is near. O(names * length^2).
std::string nearest(std::string_view typed, const std::vector<std::string>& names);

/// `There is no variant "lck"; there are plain and lock. Did you mean "lock"?`
std::string no_such(std::string_view what, std::string_view typed, const std::vector<std::string>& names);

/// `Did you mean "lock"?` behind a space; empty if nothing is near.
std::string suggestion(std::string_view typed, const std::vector<std::string>& names);

}  // namespace course
