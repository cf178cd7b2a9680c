#include "course/learner.h"

#include <stdexcept>

namespace stepping {

const course::StepThread& where(const Frame& frame, const std::string& name) {
  for (const course::StepThread& each : frame->threads) {
    if (each.name == name) return each;
  }
  throw std::out_of_range("no thread " + name);
}

std::string refusal(const std::function<void()>& action) {
  try {
    action();
  } catch (const course::BadInput& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace stepping
