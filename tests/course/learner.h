#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "course/controlled_lessons.h"
#include "course/stepper.h"

/// Whoever steps a lesson's program, as a test tells it.
namespace stepping {

using Frame = course::Stepper::Result;

/// Raises std::out_of_range if there is no such thread yet.
const course::StepThread& where(const Frame& frame, const std::string& name);

/// A lesson and a stepper in it that is driven by names.
struct Learner {
  explicit Learner(course::Entry its_entry, const std::string& variant = "only", course::Stepper::Options options = {})
      : entry(std::move(its_entry)), stepper(entry, variant, lessons_under_control::settings(entry), options) {}

  Frame step(const std::string& name, std::uint16_t choice = 0) {
    return stepper.step(where(stepper.frame(), name).id, choice);
  }
  Frame steps(const std::vector<std::string>& names) {
    for (const std::string& name : names) step(name);
    return stepper.frame();
  }
  /// One schedule that loses an increment, up to the last step before main looks.
  Frame lose_one() { return steps({"main", "main", "one", "two", "one", "two", "one", "two"}); }

  const course::Entry entry;
  course::Stepper stepper;
};

inline course::Stepper::Options by_operations() { return {.granularity = course::Stepper::Granularity::operations}; }

/// The sentence with which an action is refused, or "accepted".
std::string refusal(const std::function<void()>& action);

}  // namespace stepping
