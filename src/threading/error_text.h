#pragma once

#include <exception>
#include <string>

namespace threading {

/// What an error that was caught as "anything" says of itself: what() of a std::exception, "SystemExit", or a sentence
/// for the rest. Empty if `error` is null.
std::string error_text(const std::exception_ptr& error);

/// Whether it is a SystemExit, which ends a thread without being a failure.
bool is_system_exit(const std::exception_ptr& error);

}  // namespace threading
