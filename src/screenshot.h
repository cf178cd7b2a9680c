#pragma once

#include "command_line.h"
#include "course/catalogue.h"

/// Opens the window at a lesson, out of sight, runs it for a while and saves what a person would see as PNG. The window
/// has a home of its own, so that neither what the learner left shows in the picture nor the picture in their progress.
/// Returns the exit status. Raises course::BadInput, also for a file that cannot be written.
int take_screenshot(const course::Catalogue& catalogue, const command_line::Screenshot& request, int argc, char** argv);
