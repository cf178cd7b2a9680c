#pragma once

#include <iosfwd>
#include <string>

#include "command_line.h"
#include "course/catalogue.h"

/// What the command line does without a window, and without Qt. Each returns the exit status and raises
/// course::BadInput.
namespace headless {

inline constexpr int claims_hold = 0;
inline constexpr int a_claim_fails = 1;
inline constexpr int bad_input = 2;
inline constexpr int interrupted = 130;

int list(const course::Catalogue& catalogue, const command_line::List& request, std::ostream& out);

/// Blocks until the runs are over. Ctrl+C stops the run that is going on; what was found until then is reported.
int run(const course::Catalogue& catalogue, const command_line::Run& request, std::ostream& out);

/// Blocks for the budget and half as long again at most. Ctrl+C ends the search; what was found until then is reported.
int explore(const course::Catalogue& catalogue, const command_line::Explore& request, std::ostream& out);

/// Blocks until all runs are over. Ctrl+C ends it; what was measured until then is reported.
int sweep(const course::Catalogue& catalogue, const command_line::Sweep& request, std::ostream& out);
int compare(const course::Catalogue& catalogue, const command_line::Compare& request, std::ostream& out);

int replay(const course::Catalogue& catalogue, const command_line::Replay& request, std::ostream& out);

/// Runs the program of a lesson's child process, and ends the process.
[[noreturn]] void child(const course::Catalogue& catalogue, const command_line::Child& request);

/// A schedule file's text, as it is.
std::string read_file(const std::string& name);

}  // namespace headless
