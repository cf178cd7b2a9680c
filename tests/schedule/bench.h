#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "schedule/controlled_run.h"
#include "schedule/replay.h"

/// Gives up after so many steps.
class GivingUp final : public schedule::Scheduler {
 public:
  explicit GivingUp(std::size_t after) : after_(after) {}
  std::optional<schedule::Move> choose(const schedule::Situation& situation) override {
    if (situation.done.size() >= after_) return {};
    return schedule::Move{schedule::default_choice(situation, situation.enabled)};
  }

 private:
  const std::size_t after_;
};

/// One program, run as often as a test likes.
class Bench {
 public:
  explicit Bench(schedule::Policies policies = {}) : run_(identities, crew, policies) {}

  const schedule::Execution& go(const schedule::SetUp& set_up, std::vector<schedule::Move> moves = {}) {
    schedule::TolerantReplay replay(std::move(moves));
    return run_.execute(set_up, replay);
  }
  const schedule::Execution& go(const schedule::SetUp& set_up, schedule::Scheduler& scheduler) {
    return run_.execute(set_up, scheduler);
  }

  schedule::Identities identities;
  schedule::Crew crew;

 private:
  schedule::ControlledRun run_;
};
