#include "schedule/program.h"

#include "schedule/controlled_run.h"
#include "threading/errors.h"

namespace schedule {

void check(bool holds, const std::string& claim) {
  ControlledRun* const run = ControlledRun::current();
  if (run == nullptr) throw threading::RuntimeError("check() is for the threads of a controlled run: '" + claim + "'");
  if (!holds) run->fail(claim);
}

}  // namespace schedule
