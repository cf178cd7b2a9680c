#include "course/controlled.h"

#include <algorithm>

#include "course/lesson.h"

namespace course {

Settings controlled_settings(const Lesson& lesson, const Settings& chosen, const std::vector<std::string>& kept) {
  Settings settings = chosen;
  for (const auto& [name, value] : lesson.controlled.explored_with) {
    const bool at_default = chosen.raw(name) == chosen.parameter(name).initial;
    if (at_default && std::find(kept.begin(), kept.end(), name) == kept.end()) settings.set_text(name, value);
  }
  return settings;
}

}  // namespace course
