#include "schedule/beside.h"

#include <chrono>
#include <utility>

#include "threading/event.h"

namespace beside {

void add_bystander(schedule::Program& program) {
  auto& never = program.make<threading::Event>("never");
  program.thread("bystander", [&] {
    while (!never.wait(std::chrono::milliseconds(10))) {
    }
  });
}

schedule::Execution executed(const schedule::SetUp& set_up, std::vector<schedule::Move> moves,
                             schedule::Policies policies) {
  schedule::Identities identities;
  schedule::Crew crew;
  schedule::ControlledRun run(identities, crew, policies);
  schedule::TolerantReplay replay(std::move(moves));
  return run.execute(set_up, replay);
}

}  // namespace beside
