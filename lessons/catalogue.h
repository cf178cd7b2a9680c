#pragma once

#include "course/catalogue.h"

namespace lessons {

/// Every lesson of the folder, in order; made at the first call. Any thread.
const course::Catalogue& catalogue();

}  // namespace lessons
