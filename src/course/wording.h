#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace course {

/// Pieces that sentences for people are made of. All pure.

/// "7,213", "-1,000".
std::string grouped(std::int64_t number);

/// "the file is empty" as "The file is empty."
std::string as_sentence(std::string text);

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
