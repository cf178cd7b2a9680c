#pragma once

#include <string>
#include <vector>

#include "course/lesson.h"
#include "course/outcome.h"

namespace course {

/// Whether seconds mean something in a run.
enum class Time : std::uint8_t { real, none };

/// What each of the lesson's claims comes to. Where time is not real, claims about it are undecided, and say why.
std::vector<ClaimState> judged(const Lesson& lesson, const Facts& facts, Time time);

/// The first that fails; null: none.
const ClaimState* first_failing(const std::vector<ClaimState>& claims);

/// `No increment is lost: "result" ended at 1 instead of 2.`
std::string in_words(const ClaimState& failing);

}  // namespace course
