#include <QStringList>
#include <QTest>
#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "combinations.h"
#include "course/following.h"
#include "course/player.h"
#include "lessons/catalogue.h"
#include "schedule/random_walk.h"

using course::Entry;
using course::Scene;
using course::Settings;
using course::Variant;

namespace {

using Lines = std::set<std::uint32_t>;

/// Functions in which a thread is rightly at no line of the listing. Most stand around the section, to set gauges up
/// before it and to measure after it. brew and wait_for_an_answer the section itself hands to its threads, so that no
/// line of the lesson calls them.
const std::map<std::string, std::vector<std::string>> exceptions{
    {"thread-lifecycle", {"brew", "to_the_end"}},
    {"many-threads", {"wait_for_an_answer", "milliseconds_of", "timed_one_after_another", "timed_all_at_once"}},
    {"io-and-cpu-bound", {"measured"}},
    {"interpreter-lock", {"measured"}},
    {"threads-and-processes", {"watch_threads", "watch_processes"}},
    {"deadlock", {"counted"}},
    {"rlock", {"counted_reentrant"}},
    {"bounded-semaphore", {"counted"}}};

/// From the line that begins its definition to its closing brace.
Lines lines_of(const std::string& function, const std::string& code) {
  Lines lines;
  std::istringstream text(code);
  std::string line;
  for (std::uint32_t number = 1; std::getline(text, line); ++number) {
    const bool defines = !line.starts_with(' ') && line.find(" " + function + "(") != std::string::npos;
    if (defines || !lines.empty()) lines.insert(number);
    if (!lines.empty() && line == "}") break;
  }
  return lines;
}

course::Pieces pieces_of(const Entry& entry, const Settings& settings) {
  return entry.lesson.challenge ? course::chosen_pieces(*entry.lesson.challenge, settings) : course::Pieces();
}

Lines shown(const Entry& entry, const Variant& variant, const Settings& settings) {
  const course::Snippet snippet = course::snippet(entry.code, variant.id, pieces_of(entry, settings));
  Lines lines(snippet.lines.begin(), snippet.lines.end());
  if (!lines.empty()) return lines;
  const auto count = std::count(snippet.text.begin(), snippet.text.end(), '\n') + 1;
  for (int n = 0; n < count; ++n) lines.insert(static_cast<std::uint32_t>(snippet.first_line + n));
  return lines;
}

/// The lines of lesson.cpp at which threads were, as step mode and as a run would mark them.
void add_visited(Lines& lines, const Entry& entry, const Scene& scene) {
  const auto add = [&](const std::string& file, std::uint32_t line) {
    if (file == entry.code_file) lines.insert(line);
  };
  for (const schedule::Step& step : scene.execution.steps) add(step.source.file, step.source.line);
  for (const auto& standing : scene.standing) {
    if (standing) add(standing->next.source.file, standing->next.source.line);
  }
  for (const trace::Event& event : scene.events) {
    if (event.source) add(event.source.file(), event.source.line());
  }
}

/// By itself, and on some random schedules, so that most branches are taken.
Lines visited(const Entry& entry, const Variant& variant, const Settings& settings) {
  const course::LessonProgram program(entry, variant, settings, 1);
  schedule::Crew crew(schedule::Crew::Placement::one_core);
  course::Player player(program, crew, course::policies_of(entry.lesson.controlled.environment, 1'000));
  Lines lines;
  course::ByItself by_itself;
  add_visited(lines, entry, player.play(by_itself));
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    schedule::RandomWalk walk(seed, 0.3);
    add_visited(lines, entry, player.play(walk));
  }
  return lines;
}

/// With small values, and for a challenge's repair every choice of pieces.
std::vector<Settings> all_settings(const Entry& entry, const Variant& variant) {
  if (variant.kind == Variant::Kind::open) return challenge::combinations(entry.lesson);
  return {course::controlled_settings(entry.lesson, Settings(entry.lesson.parameters))};
}

/// What a variant's threads pass without being seen.
Lines hidden_lines(const Entry& entry, const Variant& variant) {
  Lines hidden;
  for (const Settings& settings : all_settings(entry, variant)) {
    Lines lines = visited(entry, variant, settings);
    for (const std::uint32_t line : shown(entry, variant, settings)) lines.erase(line);
    hidden.merge(lines);
  }
  return hidden;
}

/// "33 47".
QString in_words(const Lines& lines) {
  QStringList words;
  for (const std::uint32_t line : lines) words << QString::number(line);
  return words.join(u' ');
}

}  // namespace

/// The listing shows one section of lesson.cpp, and a letter for each thread beside the line at which it is. So helpers
/// outside of that section pass on the line from which they are called.
class TestListing : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_thread_is_at_a_line_that_is_shown_data() {
    QTest::addColumn<std::string>("id");
    QTest::addColumn<std::string>("variant");
    for (const Entry& entry : lessons::catalogue().entries()) {
      for (const Variant& variant : entry.lesson.variants) {
        QTest::addRow("%s, %s", entry.id.c_str(), variant.id.c_str()) << entry.id << variant.id;
      }
    }
  }
  void every_thread_is_at_a_line_that_is_shown() {
    QFETCH(std::string, id);
    QFETCH(std::string, variant);
    const Entry& entry = lessons::catalogue().at(id);
    Lines hidden = hidden_lines(entry, entry.lesson.variant(variant));
    if (const auto found = exceptions.find(id); found != exceptions.end()) {
      for (const std::string& function : found->second) {
        for (const std::uint32_t line : lines_of(function, entry.code)) hidden.erase(line);
      }
    }
    QCOMPARE(in_words(hidden), QString());
  }

  void exceptions_are_needed_data() {
    QTest::addColumn<std::string>("id");
    QTest::addColumn<std::string>("function");
    for (const auto& [id, functions] : exceptions) {
      for (const std::string& function : functions) {
        QTest::addRow("%s, %s", id.c_str(), function.c_str()) << id << function;
      }
    }
  }
  void exceptions_are_needed() {
    QFETCH(std::string, id);
    QFETCH(std::string, function);
    const Entry& entry = lessons::catalogue().at(id);
    const Lines lines = lines_of(function, entry.code);
    QVERIFY(std::ranges::any_of(entry.lesson.variants, [&](const Variant& variant) {
      return std::ranges::any_of(hidden_lines(entry, variant),
                                 [&](std::uint32_t line) { return lines.contains(line); });
    }));
  }
};

QTEST_GUILESS_MAIN(TestListing)
#include "tst_listing.moc"
