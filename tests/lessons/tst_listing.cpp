#include <QStringList>
#include <QTest>
#include <algorithm>
#include <cstdint>
#include <set>

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

/// Their helpers, which stand above what is shown, work or count at lines of their own.
const std::set<std::string> exceptions{"first-thread",
                                       "thread-lifecycle",
                                       "many-threads",
                                       "responsive-ui",
                                       "io-and-cpu-bound",
                                       "interpreter-lock",
                                       "threads-and-processes",
                                       "data-corruption",
                                       "atomic-operations",
                                       "lock",
                                       "lock-contention",
                                       "rlock",
                                       "deadlock",
                                       "condition",
                                       "dining-philosophers",
                                       "semaphore",
                                       "bounded-semaphore"};

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

/// What a variant's threads pass without being seen: "33 47".
QString hidden_lines(const Entry& entry, const Variant& variant) {
  Lines hidden;
  for (const Settings& settings : all_settings(entry, variant)) {
    Lines lines = visited(entry, variant, settings);
    for (const std::uint32_t line : shown(entry, variant, settings)) lines.erase(line);
    hidden.merge(lines);
  }
  QStringList words;
  for (const std::uint32_t line : hidden) words << QString::number(line);
  return words.join(u' ');
}

}  // namespace

/// The listing shows one section of lesson.cpp, and a letter for each thread beside the line at which it is. So helpers
/// outside of that section pass on the line from which they are called.
class tst_listing : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_thread_is_at_a_line_that_is_shown_data() {
    QTest::addColumn<std::string>("id");
    QTest::addColumn<std::string>("variant");
    for (const Entry& entry : lessons::catalogue().entries()) {
      if (exceptions.contains(entry.id)) continue;
      for (const Variant& variant : entry.lesson.variants) {
        QTest::addRow("%s, %s", entry.id.c_str(), variant.id.c_str()) << entry.id << variant.id;
      }
    }
  }
  void every_thread_is_at_a_line_that_is_shown() {
    QFETCH(std::string, id);
    QFETCH(std::string, variant);
    const Entry& entry = lessons::catalogue().at(id);
    QCOMPARE(hidden_lines(entry, entry.lesson.variant(variant)), QString());
  }

  void exceptions_are_needed_data() {
    QTest::addColumn<std::string>("id");
    for (const std::string& id : exceptions) QTest::newRow(id.c_str()) << id;
  }
  void exceptions_are_needed() {
    QFETCH(std::string, id);
    const Entry& entry = lessons::catalogue().at(id);
    QVERIFY(std::ranges::any_of(entry.lesson.variants,
                                [&](const Variant& variant) { return !hidden_lines(entry, variant).isEmpty(); }));
  }
};

QTEST_GUILESS_MAIN(tst_listing)
#include "tst_listing.moc"
