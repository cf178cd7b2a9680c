#pragma once

#include <exception>

#include "threading/function_ref.h"

namespace threading {

/// Runs `body` and gives back whatever it threw, SystemExit included; null if nothing. For what the library runs for
/// somebody else. Two things pass, since they end the thread: TakenDown, and the system's own unwinding (pthread_exit).
std::exception_ptr error_of(FunctionRef<void()> body);

}  // namespace threading
