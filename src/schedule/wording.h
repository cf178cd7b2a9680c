#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schedule/execution.h"
#include "schedule/identities.h"
#include "schedule/step.h"

namespace schedule {

/// As a schedule file has it and a person reads it: "acquire", "wait_set".
std::string_view name(OperationKind kind);
/// "act", "time_out", "wake_up".
std::string_view name(Ending ending);
/// "holds", "fails", "deadlocks", "does_not_end", "abandoned".
std::string_view name(Verdict verdict);
/// Of its object, or its own if it is a labelled one; empty: it has none.
std::string name_in(const Step& step, const Identities& identities);
/// "acquire(left)", "sleep()", "step(halfway)".
std::string words_of(const Step& step, const Identities& identities);
std::string words_of(OperationKind kind, const std::string& its_name);
/// "a waits for 'left', held by b; b waits for the end of a".
std::string words_of(const std::vector<Wait>& waits, const Identities& identities);
/// "a, b".
std::string names_of(const std::vector<ThreadIndex>& threads, const Identities& identities);

}  // namespace schedule
