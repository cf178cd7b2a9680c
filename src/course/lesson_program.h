#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "course/catalogue.h"
#include "course/controlled_stage.h"
#include "schedule/policies.h"
#include "schedule/program.h"
#include "schedule/schedule.h"

namespace course {

/// One variant of a lesson with its parameters, as a program under control: its function runs as thread "main".
///
/// Thread-safety: constant; any thread.
class LessonProgram {
 public:
  using Made = std::function<void(const ControlledStage&)>;

  /// `entry` and its `variant` must outlive it.
  LessonProgram(const Entry& entry, const Variant& variant, const Settings& settings, std::uint64_t seed)
      : entry_(entry), variant_(variant), settings_(settings), seed_(seed) {}

  const Entry& entry() const { return entry_; }
  const Variant& variant() const { return variant_; }
  const Settings& settings() const { return settings_; }
  std::uint64_t seed() const { return seed_; }

  /// `made` is told of each execution's stage, which lives as long as that.
  schedule::SetUp set_up(Made made = nullptr) const;

  /// As schedule files call it: "race-condition/plain".
  std::string name() const { return entry_.id + "/" + variant_.id; }
  /// The parameters as text.
  std::map<std::string, std::string> parameters() const;
  /// A schedule of this program: its first line.
  schedule::Schedule header(const schedule::Policies& policies) const;

 private:
  const Entry& entry_;
  const Variant& variant_;
  const Settings settings_;
  const std::uint64_t seed_;
};

/// Of the text of lesson.cpp; it changes with it.
std::string source_hash(const Entry& entry);

/// `most_steps`: of an execution; one that takes more "does not end".
schedule::Policies policies_of(const Environment& environment, std::size_t most_steps);

}  // namespace course
