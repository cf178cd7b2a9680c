#pragma once

#include <string>

#include "course/catalogue.h"

/// A small course for tests of the window: programs that the stage alone can run.
namespace example {

course::Entry entry(std::string id, int number);
const course::Catalogue& catalogue();

}  // namespace example
