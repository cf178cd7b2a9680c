#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "schedule/identities.h"
#include "schedule/step.h"

/// How the steps of a schedule are said: what goes behind a thread's name. Pure functions.
namespace course {

/// "counter", "lock till", "worker-1".
std::string object_in_words(const schedule::Identities& identities, schedule::ObjectNumber object);

/// Behind "will" or on a button: "store 5 to counter", "acquire lock till", "give up waiting for lock till".
std::string will_do(const schedule::Step& step, schedule::Ending ending, const schedule::Identities& identities);

/// `value`: what it read or wrote, if the trace says so: "read 4 from counter", "acquired lock till".
std::string has_done(const schedule::Step& step, std::optional<std::int64_t> value,
                     const schedule::Identities& identities);

}  // namespace course
