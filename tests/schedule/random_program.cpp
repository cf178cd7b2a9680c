#include "schedule/random_program.h"

#include <exception>
#include <utility>

RandomProgram::RandomProgram(std::uint64_t seed) : dice_(seed) {
  const int threads = 2 + roll(2);
  const int steps = threads == 2 ? 4 : 2;
  // Few objects of few kinds, so that threads meet.
  for (int i = 0; i < 3; ++i) kinds_.push_back(roll(static_cast<int>(random_program::instructions().size())));
  for (int i = 0; i < threads; ++i) {
    std::vector<Chosen> code;
    for (int left = 1 + roll(steps); left > 0; left -= code.back().instruction->size) {
      const auto& group =
          random_program::instructions()[static_cast<std::size_t>(kinds_[static_cast<std::size_t>(roll(3))])];
      code.push_back({&group[static_cast<std::size_t>(roll(static_cast<int>(group.size())))], roll(4) == 0});
    }
    code_.push_back(std::move(code));
  }
}

RandomProgram::RandomProgram(const std::vector<const random_program::Instruction*>& instructions) {
  for (const auto* instruction : instructions) code_.push_back({{instruction, false}});
}

schedule::SetUp RandomProgram::set_up() {
  return [this](schedule::Program& program) {
    auto& world = program.make<World>();
    outcome_.assign(code_.size(), 0);
    for (std::size_t i = 0; i < code_.size(); ++i) {
      program.thread([this, &world, i] { run(world, i); });
    }
  };
}

std::string RandomProgram::text() const {
  std::string text;
  for (const auto& code : code_) {
    text += "thread:";
    for (const Chosen& chosen : code) text += (chosen.if_odd ? " [if odd] " : " ") + chosen.instruction->name + ";";
    text += "\n";
  }
  return text;
}

void RandomProgram::run(World& world, std::size_t thread) {
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

int RandomProgram::roll(int sides) { return static_cast<int>(dice_() % static_cast<std::uint64_t>(sides)); }
