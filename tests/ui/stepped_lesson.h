#pragma once

#include <stdexcept>
#include <string>

#include "course/controlled.h"
#include "lessons/catalogue.h"
#include "ui/step_controller.h"

/// Lessons that people get, as step mode runs them.
namespace stepped {

inline ui::StepController::Program program(const std::string& lesson, const std::string& variant) {
  const course::Entry& entry = lessons::catalogue().at(lesson);
  return {&entry, variant, course::controlled_settings(entry.lesson, course::Settings(entry.lesson.parameters))};
}

/// Raises std::out_of_range if there is no such thread yet.
inline trace::ThreadId thread(const course::StepFrame& step, const std::string& name) {
  for (const course::StepThread& each : step.threads) {
    if (each.name == name) return each.id;
  }
  throw std::out_of_range("no thread " + name);
}

}  // namespace stepped
