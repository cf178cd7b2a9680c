#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "schedule/program.h"
#include "schedule/random_instructions.h"

/// A small program of two or three threads that does anything with every primitive, often wrongly.
class RandomProgram {
 public:
  explicit RandomProgram(std::uint64_t seed) : dice_(seed) {
    const int threads = 2 + roll(2);
    const int steps = threads == 2 ? 4 : 2;
    // Few objects of few kinds, so that threads meet.
    for (int i = 0; i < 3; ++i) kinds_.push_back(roll(static_cast<int>(random_program::instructions().size())));
    for (int i = 0; i < threads; ++i) {
      std::vector<Chosen> code;
      for (int k = 1 + roll(steps); k > 0; --k) {
        const auto& group =
            random_program::instructions()[static_cast<std::size_t>(kinds_[static_cast<std::size_t>(roll(3))])];
        code.push_back({&group[static_cast<std::size_t>(roll(static_cast<int>(group.size())))], roll(4) == 0});
      }
      code_.push_back(std::move(code));
    }
  }

  schedule::SetUp set_up() {
    return [this](schedule::Program& program) {
      auto& world = program.make<World>();
      outcome_.assign(code_.size(), 0);
      for (std::size_t i = 0; i < code_.size(); ++i) {
        program.thread([this, &world, i] { run(world, i); });
      }
    };
  }

  /// What the threads saw in the last execution.
  const std::vector<std::uint64_t>& outcome() const { return outcome_; }

  std::string text() const {
    std::string text;
    for (const auto& code : code_) {
      text += "thread:";
      for (const Chosen& chosen : code) text += (chosen.if_odd ? " [if odd] " : " ") + chosen.instruction->name + ";";
      text += "\n";
    }
    return text;
  }

 private:
  using World = random_program::World;
  struct Chosen {
    const random_program::Instruction* instruction;
    bool if_odd;
  };

  void run(World& world, std::size_t thread) {
    std::uint64_t& seen = outcome_[thread];
    seen = 1;
    for (const Chosen& chosen : code_[thread]) {
      if (chosen.if_odd && seen % 2 == 0) continue;
      try {
        seen = seen * 5 + static_cast<std::uint64_t>(chosen.instruction->run(world));
      } catch (const std::exception&) {
        seen = seen * 5 + 4;
      }
    }
  }

  int roll(int sides) { return static_cast<int>(dice_() % static_cast<std::uint64_t>(sides)); }

  std::mt19937_64 dice_;
  std::vector<int> kinds_;
  std::vector<std::vector<Chosen>> code_;
  std::vector<std::uint64_t> outcome_;
};
