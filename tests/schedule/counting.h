#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <unordered_set>

#include "schedule/controlled_run.h"
#include "schedule/tree_search.h"

/// A sanitizer makes everything slow: it gets fewer rounds of the same.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

/// How often that is done which must come out the same, or leave nothing behind, each time. Less under a sanitizer,
/// unless THREADLAB_LONG is set.
int endurance_rounds();

/// What going through the whole tree of a program's schedules comes to.
struct Count {
  std::size_t executions = 0;  ///< that went to their end
  std::size_t redundant = 0;   ///< given up on the way
  std::size_t deadlocks = 0;   ///< of the executions
  std::size_t failures = 0;
  std::size_t endless = 0;
  std::unordered_set<std::uint64_t> different{};
  std::set<std::string> words{};  ///< of what went wrong
  bool strayed = false;

  int runs() const { return static_cast<int>(executions); }
  int distinct() const { return static_cast<int>(different.size()); }
};

Count count(const schedule::SetUp& set_up, schedule::Reduction reduction,
            std::size_t pre_emptions = schedule::TreeSearch::unbounded,
            schedule::Policies policies = {.at_failure = schedule::Policies::AtFailure::go_on,
                                           .at_partial_deadlock = schedule::Policies::AtFailure::go_on},
            std::size_t most = 10'000'000);
