#pragma once

#include <cstddef>

namespace threading {

/// Python: threading.stack_size. Bytes of stack for each Thread that is started from now on; 0: the system's default.
/// Any thread.
std::ptrdiff_t stack_size();
/// Sets it and returns what it was. Raises ValueError for less than 32 KiB, except 0, and for what the system refuses;
/// then nothing is changed.
std::ptrdiff_t stack_size(std::ptrdiff_t bytes);

}  // namespace threading
