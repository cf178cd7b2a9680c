#include "course/lesson_schedule.h"

#include <sstream>

#include "course/lesson_program.h"
#include "course/wording.h"
#include "schedule/schedule_file.h"

namespace course {
namespace {

Settings settings_of(const Entry& entry, const schedule::Schedule& schedule) {
  Settings settings(entry.lesson.parameters);
  for (const auto& [name, value] : schedule.parameters) settings.set_text(name, value);
  return settings;
}

bool is_failure(schedule::Verdict verdict) {
  return verdict == schedule::Verdict::fails || verdict == schedule::Verdict::deadlocks ||
         verdict == schedule::Verdict::does_not_end;
}

template <class Read>
schedule::Schedule parsed(const std::string& text, Read read) try {
  if (text.size() > most_schedule_bytes) throw schedule::BadSchedule("the file is too long for a schedule");
  std::istringstream in(text);
  return read(in);
} catch (const schedule::BadSchedule& bad) {
  throw BadInput(as_sentence(bad.what()));
}

}  // namespace

schedule::Schedule parse_schedule(const std::string& text) {
  return parsed(text, [](std::istream& in) { return schedule::read_schedule(in); });
}

std::string text_of(const schedule::Schedule& schedule) {
  std::ostringstream out;
  schedule::write_schedule(out, schedule);
  return out.str();
}

SavedSchedule saved_schedule(const Catalogue& catalogue, const schedule::Schedule& schedule) try {
  const std::size_t slash = schedule.program.find('/');
  if (slash == std::string::npos) throw BadInput("its program is no variant of a lesson.");
  const Entry& entry = catalogue.at(schedule.program.substr(0, slash));
  const Variant& variant = entry.lesson.variant(schedule.program.substr(slash + 1));
  return {.lesson = entry.id,
          .variant = variant.id,
          .settings = settings_of(entry, schedule),
          .seed = schedule.seed,
          .steps = schedule.lines.size(),
          .fails = is_failure(schedule.verdict),
          .what = schedule.what,
          .current = schedule.source_hash == source_hash(entry)};
} catch (const BadInput& bad) {
  throw BadInput("The schedule cannot be followed here: " + std::string(bad.what()));
}

SavedSchedule saved_schedule(const Catalogue& catalogue, const std::string& text) {
  saved_schedule(catalogue, parsed(text, [](std::istream& in) { return schedule::read_header(in); }));
  return saved_schedule(catalogue, parse_schedule(text));
}

}  // namespace course
