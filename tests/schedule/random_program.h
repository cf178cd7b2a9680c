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
  explicit RandomProgram(std::uint64_t seed);
  /// One instruction for each thread.
  explicit RandomProgram(const std::vector<const random_program::Instruction*>& instructions);

  schedule::SetUp set_up();

  /// What the threads saw in the last execution.
  const std::vector<std::uint64_t>& outcome() const { return outcome_; }

  std::string text() const;

 private:
  using World = random_program::World;
  struct Chosen {
    const random_program::Instruction* instruction;
    bool if_odd;
  };

  void run(World& world, std::size_t thread);
  int roll(int sides);

  std::mt19937_64 dice_;
  std::vector<int> kinds_;
  std::vector<std::vector<Chosen>> code_;
  std::vector<std::uint64_t> outcome_;
};
