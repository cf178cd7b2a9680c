#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <algorithm>

#include "combinations.h"
#include "course/figures.h"
#include "course/sweep.h"
#include "lessons/catalogue.h"
#include "links.h"

using course::Entry;
using course::Lesson;
using course::Placeholder;
using course::Variant;

namespace {

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

/// How often the string stands in the listing as a literal.
qsizetype mentions(const std::string& listing, const std::string& name) {
  return text(listing).count(u'"' + text(name) + u'"');
}

/// Whether it is one of those that the listing numbers: "meals of 3" of "meals of ".
bool is_numbered(const std::string& listing, const std::string& name) {
  const std::size_t digit = name.find_last_not_of("0123456789") + 1;
  return digit < name.size() && mentions(listing, name.substr(0, digit)) >= 2;
}

/// Begins with a capital or a name from the code, ends with a full stop.
bool is_sentence(const std::string& sentence) {
  static const QRegularExpression form(QStringLiteral("^(\\p{Lu}|\\w+\\(\\)|\\w+::\\w).*[.]$"));
  return form.match(text(sentence)).hasMatch();
}

/// What the slots of the variant may be filled with.
std::vector<course::Pieces> fillings(const Lesson& lesson, const Variant& variant) {
  if (variant.kind != Variant::Kind::open) return {{}};
  std::vector<course::Pieces> all;
  for (const course::Settings& settings : challenge::combinations(lesson)) {
    all.push_back(course::chosen_pieces(*lesson.challenge, settings));
  }
  return all;
}

QString problem(const std::string& listing, const std::string& marker, const Variant& variant,
                const course::Pieces& pieces) {
  const QString line = text(marker + " [" + variant.id + "]");
  if (text(listing).split(u'\n').count(line) != 2) return line + QStringLiteral(" does not stand there twice");
  const QStringList shown = text(course::snippet(listing, variant.id, pieces).text).split(u'\n');
  if (shown.size() < 3 || shown.size() > 26)
    return line + QStringLiteral(" has %1 lines, not 3 to 26").arg(shown.size());
  for (const QString& each : shown) {
    if (each.size() > 88) return line + QStringLiteral(" has a line of more than 88 columns: ") + each;
  }
  return {};
}

qsizetype indentation(const QString& line) {
  return std::ranges::find_if(line, [](QChar c) { return c != u' '; }) - line.begin();
}

/// An object of a piece whose scope ends with the piece, although the listing shows more of its block behind it: the
/// branches that the pieces stand in are not shown. Empty: there is none.
QString ends_too_early(const QString& code) {
  static const QRegularExpression slot(QStringLiteral("^ *//! <[\\w-]+>$"));
  static const QRegularExpression piece(QStringLiteral("^ *//! \\[[\\w-]+\\]$"));
  static const QRegularExpression object(QStringLiteral("^ *(const )?(threading|course)::\\w+ \\w+[({]"));
  const QStringList lines = code.split(u'\n');
  bool in_slot = false;
  bool in_piece = false;
  qsizetype block = 0;
  QStringList objects;
  for (qsizetype i = 0; i < lines.size(); ++i) {
    if (slot.match(lines[i]).hasMatch()) {
      const bool goes_on = !lines.value(i + 1).trimmed().startsWith(u'}');
      if (in_slot && goes_on && !objects.isEmpty()) return objects.front();
      in_slot = !in_slot;
      objects.clear();
    } else if (in_slot && piece.match(lines[i]).hasMatch()) {
      in_piece = !in_piece;
      block = indentation(lines.value(i + 1));
    } else if (in_piece && indentation(lines[i]) == block && object.match(lines[i]).hasMatch()) {
      objects << lines[i].trimmed();
    }
  }
  return {};
}

bool is_known(const Placeholder& placeholder, const Entry& entry) {
  using Kind = Placeholder::Kind;
  const auto& parameters = entry.lesson.parameters;
  switch (placeholder.kind) {
    case Kind::last:
    case Kind::greatest:
    case Kind::least: return mentions(entry.code, placeholder.name) > 0;
    case Kind::setting:
      return std::ranges::any_of(parameters, [&](const auto& each) { return each.name == placeholder.name; });
    case Kind::duration:
    case Kind::variant: return true;
    case Kind::unknown: return false;
  }
  return false;
}

}  // namespace

class TestCatalogue : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void lessons_come_in_the_order_of_their_numbers() {
    QStringList ids;
    int previous = 0;
    for (const Entry& entry : lessons::catalogue().entries()) {
      QVERIFY2(entry.number > previous, entry.id.c_str());
      previous = entry.number;
      ids << text(entry.id);
    }
    for (const char* id :
         {"first-thread", "responsive-ui", "race-condition", "lock", "deadlock", "producer-consumer"}) {
      QVERIFY2(ids.contains(QString::fromLatin1(id)), id);
    }
  }

  void the_folder_gives_id_number_and_file() {
    const Entry& entry = lessons::catalogue().at("race-condition");
    QCOMPARE(entry.number, 210);
    QCOMPARE(entry.chapter(), 2);
    QCOMPARE(text(entry.code_file), QStringLiteral("lessons/210_race_condition/lesson.cpp"));
    QVERIFY(text(entry.code).contains(QStringLiteral("course::Lesson race_condition()")));
    QVERIFY(text(entry.text).startsWith(QStringLiteral("# Race condition\n")));
    QVERIFY(entry.python.ends_with("\n"));
  }

  void every_lesson_is_complete_data() { every_lesson(); }
  void every_lesson_is_complete() {
    QFETCH(std::string, id);
    const Entry& entry = lessons::catalogue().at(id);
    const Lesson& lesson = entry.lesson;
    QVERIFY(!lesson.title.empty());
    QVERIFY(is_sentence(lesson.summary));
    QVERIFY(!lesson.parameters.empty());
    QVERIFY(lesson.variants.size() >= 2);
    QVERIFY(!lesson.claims.empty());
    QVERIFY(lesson.challenge || !lesson.charts.empty());
    for (const Variant& variant : lesson.variants) {
      QVERIFY2(is_sentence(variant.note), variant.note.c_str());
      QVERIFY(variant.program);
    }
    static const QSet<QString> docks{QStringLiteral("timeline"), QStringLiteral("objects"), QStringLiteral("waits"),
                                     QStringLiteral("output"), QStringLiteral("log")};
    for (const std::string& view : lesson.views) QVERIFY2(docks.contains(text(view)), view.c_str());
  }

  void what_is_shown_fits_its_pane_data() { every_variant(); }
  void what_is_shown_fits_its_pane() {
    QFETCH(std::string, id);
    QFETCH(std::string, variant);
    const Entry& entry = lessons::catalogue().at(id);
    const Variant& shown = entry.lesson.variant(variant);
    for (const course::Pieces& pieces : fillings(entry.lesson, shown)) {
      QCOMPARE(problem(entry.code, "//!", shown, pieces), QString());
      QCOMPARE(problem(entry.python, "#!", shown, pieces), QString());
    }
  }

  void a_piece_holds_a_lock_as_long_as_is_shown_data() { every_lesson(); }
  void a_piece_holds_a_lock_as_long_as_is_shown() {
    QFETCH(std::string, id);
    QCOMPARE(ends_too_early(text(lessons::catalogue().at(id).code)), QString());
  }

  void what_is_said_of_exploring_is_possible_data() { every_lesson(); }
  void what_is_said_of_exploring_is_possible() {
    QFETCH(std::string, id);
    const Lesson& lesson = lessons::catalogue().at(id).lesson;
    const course::Settings small = course::controlled_settings(lesson, course::Settings(lesson.parameters));
    for (const auto& [name, value] : lesson.controlled.explored_with) {
      QVERIFY2(small.raw(name) <= small.parameter(name).initial, name.c_str());
    }
    for (const course::Claim& claim : lesson.claims) {
      QVERIFY2(claim.id == "never-stuck" || !claim.gauges.empty(), claim.id.c_str());
    }
    for (const Variant& variant : lesson.variants) {
      if (variant.beyond_exploring.empty()) continue;
      QVERIFY(variant.kind == Variant::Kind::broken && is_sentence(variant.beyond_exploring));
    }
  }

  void parameters_charts_and_claims_refer_to_what_there_is_data() { every_lesson(); }
  void parameters_charts_and_claims_refer_to_what_there_is() {
    QFETCH(std::string, id);
    const Entry& entry = lessons::catalogue().at(id);
    for (const auto& parameter : entry.lesson.parameters) {
      QVERIFY2(mentions(entry.code, parameter.name) >= 2, parameter.name.c_str());
      QVERIFY2(is_sentence(parameter.help), parameter.help.c_str());
    }
    for (const auto& chart : entry.lesson.charts) {
      QVERIFY2(!chart.unit.empty(), ("The chart " + chart.title + " has no unit.").c_str());
      for (const auto& line : chart.lines) {
        const bool from_the_run = line.object.starts_with("interface ");
        const bool named = mentions(entry.code, line.object) >= 2 || is_numbered(entry.code, line.object);
        QVERIFY2(from_the_run || named, line.object.c_str());
        QVERIFY(!line.label.empty());
      }
    }
    const course::Settings settings(entry.lesson.parameters);
    course::Facts facts;
    facts.settings = &settings;
    for (const auto& claim : entry.lesson.claims) {
      QVERIFY2(is_sentence(claim.sentence), claim.sentence.c_str());
      QCOMPARE(claim.judge(facts).verdict, course::Verdict::undecided);
    }
  }

  void claims_about_time_say_the_unit_of_their_numbers_data() { every_lesson(); }
  void claims_about_time_say_the_unit_of_their_numbers() {
    QFETCH(std::string, id);
    const Lesson& lesson = lessons::catalogue().at(id).lesson;
    const course::Settings settings(lesson.parameters);
    course::Facts facts;
    facts.settings = &settings;
    for (const auto& claim : lesson.claims) {
      if (claim.concerns != course::Claim::Concerns::time) continue;
      facts.observed[claim.gauges.front()].note(7);
      const std::string because = claim.judge(facts).because;
      QVERIFY2(because.find("reached 7 ") != std::string::npos, because.c_str());
    }
  }

  void what_is_counted_and_swept_refers_to_what_there_is_data() { every_lesson(); }
  void what_is_counted_and_swept_refers_to_what_there_is() {
    QFETCH(std::string, id);
    const Entry& entry = lessons::catalogue().at(id);
    const Lesson& lesson = entry.lesson;
    for (const std::string& gauge : {lesson.outcome, lesson.work}) {
      QVERIFY2(gauge.empty() || mentions(entry.code, gauge) >= 2, gauge.c_str());
    }
    const course::Settings settings(lesson.parameters);
    for (const course::Sweep& sweep : lesson.sweeps) {
      QVERIFY(!sweep.title.empty());
      const course::Parameter& parameter = settings.parameter(sweep.parameter);
      QVERIFY2(parameter.kind != course::Parameter::Kind::choice, sweep.title.c_str());
      const std::vector<std::int64_t> values = course::values_of(sweep, parameter);
      QVERIFY2(values.size() >= 2 && std::ranges::is_sorted(values, std::less_equal<>()), sweep.title.c_str());
      for (const std::string& variant : sweep.variants) lesson.variant(variant);
      const bool from_the_run = sweep.gauge.empty() || sweep.gauge.starts_with("interface ");
      QVERIFY2(from_the_run || mentions(entry.code, sweep.gauge) >= 2, sweep.gauge.c_str());
      using Measure = course::Sweep::Measure;
      const bool of_a_gauge =
          sweep.measure == Measure::throughput || sweep.measure == Measure::last || sweep.measure == Measure::greatest;
      QVERIFY2(!of_a_gauge || (!sweep.gauge.empty() && !sweep.unit.empty()), sweep.title.c_str());
    }
  }

  void the_prediction_has_one_right_answer_and_a_response_to_each_data() { every_lesson(Which::to_be_read); }
  void the_prediction_has_one_right_answer_and_a_response_to_each() {
    QFETCH(std::string, id);
    const course::Prediction& prediction = lessons::catalogue().at(id).lesson.prediction;
    QVERIFY(text(prediction.question).endsWith(u'?'));
    QVERIFY(prediction.answers.size() == 3 || prediction.answers.size() == 4);
    int right = 0;
    for (const auto& answer : prediction.answers) {
      right += answer.right() ? 1 : 0;
      QVERIFY(!answer.text.empty());
      QVERIFY2(is_sentence(answer.response), answer.response.c_str());
    }
    QCOMPARE(right, 1);
  }

  void the_text_reads_in_minutes_and_says_it_in_both_languages_data() { every_lesson(); }
  void the_text_reads_in_minutes_and_says_it_in_both_languages() {
    QFETCH(std::string, id);
    const Entry& entry = lessons::catalogue().at(id);
    const QString markdown = text(entry.text);
    const qsizetype words = markdown.split(QRegularExpression(QStringLiteral("\\s+"))).size();
    const bool brief = entry.lesson.challenge.has_value();
    QVERIFY2(words >= (brief ? 80 : 300) && words <= (brief ? 400 : 900), qPrintable(QString::number(words)));
    QVERIFY(markdown.startsWith(QStringLiteral("# ") + text(entry.lesson.title) + u'\n'));
    for (const char* heading : {"## What the run shows", "## What to try", "## In Python and in plain C++"}) {
      QVERIFY2(brief || markdown.contains(QString::fromLatin1(heading)), heading);
    }
    QVERIFY2(!prose(entry.text).contains(u'<'), "HTML in the text");
  }

  void figures_in_the_text_are_of_gauges_and_parameters_that_there_are_data() { every_lesson(); }
  void figures_in_the_text_are_of_gauges_and_parameters_that_there_are() {
    QFETCH(std::string, id);
    const Entry& entry = lessons::catalogue().at(id);
    for (const Placeholder& placeholder : course::placeholders(entry.text)) {
      QVERIFY2(placeholder.in_quote, (placeholder.text + " stands outside of a block quote").c_str());
      QVERIFY2(is_known(placeholder, entry), (placeholder.text + " is not known").c_str());
    }
  }

  void links_lead_to_lessons_and_terms_data() { every_lesson(); }
  void links_lead_to_lessons_and_terms() {
    QFETCH(std::string, id);
    QCOMPARE(broken_links(lessons::catalogue().at(id).text), QString());
  }

 private:
  enum class Which : std::uint8_t { all, to_be_read };
  static void every_lesson(Which which = Which::all) {
    QTest::addColumn<std::string>("id");
    for (const Entry& entry : lessons::catalogue().entries()) {
      if (which == Which::to_be_read && entry.lesson.challenge) continue;
      QTest::newRow(entry.id.c_str()) << entry.id;
    }
  }

  static void every_variant() {
    QTest::addColumn<std::string>("id");
    QTest::addColumn<std::string>("variant");
    for (const Entry& entry : lessons::catalogue().entries()) {
      for (const Variant& variant : entry.lesson.variants) {
        QTest::addRow("%s, %s", entry.id.c_str(), variant.id.c_str()) << entry.id << variant.id;
      }
    }
  }
};

QTEST_APPLESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
