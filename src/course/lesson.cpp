#include "course/lesson.h"

#include <algorithm>

#include "course/wording.h"

namespace course {

std::string_view name(Variant::Kind kind) {
  switch (kind) {
    case Variant::Kind::broken: return "broken";
    case Variant::Kind::sound: return "sound";
    case Variant::Kind::design: return "design";
    case Variant::Kind::open: return "open";
  }
  return {};
}

const Variant& Lesson::variant(std::string_view id) const {
  const auto found = std::find_if(variants.begin(), variants.end(), [&](const Variant& one) { return one.id == id; });
  if (found != variants.end()) return *found;
  std::vector<std::string> ids;
  for (const Variant& one : variants) ids.push_back(one.id);
  throw BadInput(no_such("variant", id, ids));
}

}  // namespace course
