#include <cstdlib>

namespace {

/// Lessons that start child processes look for the program there, before any test begins.
[[gnu::constructor]] void name_child_program() { setenv("THREADLAB_PROGRAM", CHILD_PROGRAM, 0); }

}  // namespace
