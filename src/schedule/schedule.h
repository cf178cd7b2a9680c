#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "schedule/execution.h"
#include "schedule/identities.h"
#include "schedule/policies.h"

namespace schedule {

/// Who did what, in which order, so that it can be done again: in another process, on another machine.
struct Schedule {
  /// A decision, and what the thread then did.
  struct Line {
    std::string thread;  ///< its path: "main/1"
    OperationKind kind{};
    std::string object;  ///< its path: "main#2"; empty: none
    std::string name;    ///< the object's, or a labelled step's
    Ending ending = Ending::act;
    std::uint16_t choice = 0;

    bool operator==(const Line&) const = default;
  };

  std::string program;      ///< whose schedule it is
  std::string source_hash;  ///< of that program's text
  std::map<std::string, std::string> parameters;
  Policies policies;
  std::uint64_t seed = 0;  ///< of the search that found it
  std::vector<Line> lines;
  Verdict verdict = Verdict::holds;
  std::string what;  ///< the failing claim, or who waits for what
  std::uint64_t hash = 0;

  bool operator==(const Schedule&) const = default;
};

/// How `execution` went.
Schedule schedule_of(const Execution& execution, const Identities& identities, const Policies& policies);
Schedule::Line line_of(const Step& step, const Identities& identities);
/// "main/1 release(right)".
std::string words_of(const Schedule::Line& line);

}  // namespace schedule
