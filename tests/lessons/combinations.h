#pragma once

#include <string>
#include <vector>

#include "course/catalogue.h"

/// Every program that the pieces of a challenge can make.
namespace challenge {

/// `settings` with each choice of the slots from `slot` on.
inline void fill(const course::Challenge& challenge, std::size_t slot, const course::Settings& settings,
                 std::vector<course::Settings>& all) {
  if (slot == challenge.slots.size()) return all.push_back(settings);
  const std::string& name = challenge.slots[slot].id;
  for (std::int64_t raw = 0; raw <= settings.parameter(name).greatest; ++raw) {
    course::Settings chosen = settings;
    chosen.set(name, raw);
    fill(challenge, slot + 1, chosen, all);
  }
}

/// The first is the one that opens.
inline std::vector<course::Settings> combinations(const course::Lesson& lesson) {
  std::vector<course::Settings> all;
  fill(*lesson.challenge, 0, course::Settings(lesson.parameters), all);
  return all;
}

/// "update=plain body=take read write".
inline std::string in_words(const course::Challenge& challenge, const course::Settings& settings) {
  std::string words;
  for (const course::Slot& slot : challenge.slots) words += " " + slot.id + "=" + settings.text(slot.id);
  return words;
}

}  // namespace challenge
