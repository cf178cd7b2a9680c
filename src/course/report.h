#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "course/catalogue.h"
#include "course/histogram.h"
#include "course/outcome.h"

namespace course {

/// What runs came to and which lessons there are, for a person (text) or a program (JSON). All pure; every text ends
/// with a line break. Text that is not UTF-8 is shown with replacement characters.

/// Keys: lesson, variant, seed, parameters, ending, holds, stuck and error (null for none), claims, findings (kind,
/// sentence, lines), observed, output, duration_ms, threads, events (recorded, dropped).
std::string to_json(const Outcome& outcome);
std::string to_text(const Outcome& outcome);

/// How often each ending, and each claim that failed, was seen; words and claim ids with counts of at least 1.
struct Distribution {
  std::map<std::string, std::uint64_t> endings;
  std::map<std::string, std::uint64_t> failed_claims;
};

Distribution distribution(const std::vector<Outcome>& outcomes);

/// Several runs of one variant: how often each ending, each failing claim and each outcome was seen, then each run. At
/// least one. `histogram` is of the same outcomes.
std::string to_json(const std::vector<Outcome>& outcomes, const Histogram& histogram);
std::string to_text(const std::vector<Outcome>& outcomes, const Histogram& histogram);

/// An array of the lessons with their parameters, variants and claims.
std::string to_json(const Catalogue& catalogue);
std::string to_text(const Catalogue& catalogue);

}  // namespace course
