#include <QTest>

#include "command_line.h"

using course::BadInput;
using namespace command_line;

namespace {

std::vector<std::string> words(const QString& line) {
  std::vector<std::string> result;
  for (const QString& word : line.split(' ', Qt::SkipEmptyParts)) result.push_back(word.toStdString());
  return result;
}

template <class Kind>
Kind parsed(const QString& line) {
  const Request request = parse(words(line));
  if (!std::holds_alternative<Kind>(request)) qFatal("another request than expected");
  return std::get<Kind>(request);
}

course::Entry entry() {
  course::Entry result;
  result.id = "race-condition";
  result.lesson.parameters = {course::integer("threads", "Threads", 1, 64, 2),
                              course::integer("increments", "Increments", 1, 9, 2)};
  result.lesson.variants = {{"plain", "Plain", course::Variant::Kind::broken, "", nullptr},
                            {"lock", "Lock", course::Variant::Kind::sound, "", nullptr}};
  return result;
}

}  // namespace

class TestCommandLine : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void without_words_the_window_opens() {
    QVERIFY(parsed<Window>("").lesson.empty());
    QCOMPARE(parsed<Window>("deadlock").lesson, std::string("deadlock"));
    QVERIFY(parsed<Window>("deadlock").schedule_file.empty());
  }

  void a_word_with_a_dot_or_a_slash_is_a_schedule_file() {
    QCOMPARE(parsed<Window>("./deadlock").schedule_file, std::string("./deadlock"));
    QCOMPARE(parsed<Window>("lost.schedule").schedule_file, std::string("lost.schedule"));
    QVERIFY(parsed<Window>("lost.schedule").lesson.empty());
  }

  void help_and_version_are_answered() {
    parsed<Help>("--help");
    parsed<Help>("-h");
    parsed<Help>("run lock --help");
    parsed<Version>("--version");
    QVERIFY(help().find("threadlab run") != std::string_view::npos);
  }

  void a_child_process_is_asked_for_in_words_that_help_does_not_name() {
    const auto child =
        parsed<Child>("child daemon-threads --variant daemon --number 3 --seed 7 --began 99 --set main-time=2s");
    QCOMPARE(child.program.lesson, std::string("daemon-threads"));
    QCOMPARE(child.program.variant, std::string("daemon"));
    QCOMPARE(names_set(child.program), std::vector<std::string>{"main-time"});
    QCOMPARE(child.number, 3);
    QCOMPARE(child.seed, std::uint64_t{7});
    QCOMPARE(child.began, std::int64_t{99});
    QVERIFY_THROWS_EXCEPTION(BadInput, parse(words("child")));
    QVERIFY(help().find("threadlab child") == std::string_view::npos);
  }

  void list_takes_json() {
    QVERIFY(!parsed<List>("list").json);
    QVERIFY(parsed<List>("list --json").json);
  }

  void run_takes_every_option() {
    const Run plain = parsed<Run>("run lock");
    QCOMPARE(plain.program.lesson, std::string("lock"));
    QVERIFY(plain.program.variant.empty() && plain.program.settings.empty() && plain.trace_file.empty());
    QVERIFY(plain.runs == 1 && plain.seed == 1 && !plain.json);
    const Run full = parsed<Run>("run --runs 20 lock --variant scoped --set threads=4 --set=hold=2ms --seed=9 --json");
    QCOMPARE(full.program.lesson, std::string("lock"));
    QCOMPARE(full.program.variant, std::string("scoped"));
    QCOMPARE(full.program.settings.size(), 2U);
    QVERIFY(full.program.settings[1] == std::pair(std::string("hold"), std::string("2ms")));
    QVERIFY(full.runs == 20 && full.seed == 9 && full.json);
    QCOMPARE(parsed<Run>("run lock --trace out.json").trace_file, std::string("out.json"));
    QCOMPARE(parsed<Run>("run lock --set a=b=c").program.settings[0].second, std::string("b=c"));
  }

  void explore_takes_every_option() {
    const Explore plain = parsed<Explore>("explore lock");
    QVERIFY(plain.budget_milliseconds == 2'000 && plain.seed == 1 && !plain.json && plain.save_file.empty());
    const Explore full =
        parsed<Explore>("explore lock --variant timed --set threads=2 --budget 0.5 --seed 9 --json --save a.schedule");
    QCOMPARE(full.program.variant, std::string("timed"));
    QCOMPARE(names_set(full.program), std::vector<std::string>{"threads"});
    QVERIFY(full.budget_milliseconds == 500 && full.seed == 9 && full.json);
    QCOMPARE(full.save_file, std::string("a.schedule"));
  }

  void replay_takes_every_option() {
    const Replay plain = parsed<Replay>("replay a.schedule");
    QVERIFY(plain.file == "a.schedule" && !plain.tolerant && !plain.json);
    const Replay full = parsed<Replay>("replay a.schedule --tolerant --json");
    QVERIFY(full.tolerant && full.json);
  }

  void sweep_takes_every_option() {
    const Sweep plain = parsed<Sweep>("sweep lock");
    QVERIFY(plain.sweep.empty() && plain.measuring.variants.empty() && !plain.measuring.json);
    QCOMPARE(plain.measuring.repetitions, std::uint64_t{3});
    QCOMPARE(plain.measuring.limit_milliseconds, 30'000);
    const Sweep full = parsed<Sweep>(
        "sweep lock --sweep 2 --variant timed --variant scoped --set threads=2 --repeat 5 --limit 0.5 --seed 9 --json");
    QCOMPARE(full.sweep, std::string("2"));
    QCOMPARE(full.measuring.variants, (std::vector<std::string>{"timed", "scoped"}));
    QCOMPARE(full.program.settings.size(), std::size_t{1});
    QCOMPARE(full.measuring.repetitions, std::uint64_t{5});
    QCOMPARE(full.measuring.limit_milliseconds, 500);
    QCOMPARE(full.measuring.seed, std::uint64_t{9});
    QVERIFY(full.measuring.json);
  }

  void compare_takes_every_option() {
    const Compare full = parsed<Compare>("compare lock --variant timed --budget 0.5 --repeat 2 --json");
    QCOMPARE(full.measuring.variants, std::vector<std::string>{"timed"});
    QCOMPARE(full.budget_milliseconds, 500);
    QCOMPARE(full.measuring.repetitions, std::uint64_t{2});
    QVERIFY(full.measuring.json);
    QCOMPARE(parsed<Compare>("compare lock").budget_milliseconds, 2'000);
  }

  void screenshot_takes_every_option() {
    const Screenshot plain = parsed<Screenshot>("screenshot lock a.png");
    QVERIFY(plain.width == 1280 && plain.height == 800 && plain.after_milliseconds == 1500);
    QVERIFY(!plain.dark && plain.text_percent == 100);
    const Screenshot full = parsed<Screenshot>(
        "screenshot lock a.png --size 1920x1080 --after 200 --theme dark --text-size 150 --variant timed --set a=1");
    QVERIFY(full.width == 1920 && full.height == 1080 && full.after_milliseconds == 200);
    QVERIFY(full.dark && full.text_percent == 150);
    QCOMPARE(full.file, std::string("a.png"));
    QCOMPARE(full.program.variant, std::string("timed"));
  }

  void bad_usage_is_answered_with_one_sentence_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* line, const char* sentence) {
      QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(sentence);
    };
    row("run", "Something is missing: \"threadlab run LESSON\" wants LESSON.");
    row("screenshot lock", "Something is missing: \"threadlab screenshot LESSON FILE.png\" wants FILE.png.");
    row("list lock", "\"lock\" is one too many for \"threadlab list\".");
    row("run a b", "\"b\" is one too many for \"threadlab run LESSON\".");
    row("list --jsn", "list has no option \"--jsn\"; it has --json. Did you mean \"--json\"?");
    row("list --json=yes", "list has no value for \"--json\"; it stands alone.");
    row("run lock --variant", "--variant needs a value behind it.");
    row("run lock --variant --json", "--variant needs a value behind it.");
    row("run lock --variant=", "--variant needs a name.");
    row("run lock --set threads", "--set must be NAME=VALUE, such as threads=4, not \"threads\".");
    row("run lock --set =4", "--set must be NAME=VALUE, such as threads=4, not \"=4\".");
    row("run lock --runs many", "--runs must be an integer from 1 to 10,000, not \"many\".");
    row("run lock --runs 0", "--runs must be an integer from 1 to 10,000, not \"0\".");
    row("run lock --seed -1", "--seed must be an integer from 0 to 9,223,372,036,854,775,807, not \"-1\".");
    row("run lock --runs 2 --runs 3", "--runs is given twice.");
    row("run lock --runs 2 --trace a", "--trace writes one run; leave --runs out.");
    row("run lock --trace=", "--trace needs the name of a file.");
    row("screenshot lock a.png --size big", "--size must be WIDTHxHEIGHT, such as 1280x800, not \"big\".");
    row("screenshot lock a.png --size 9x9", "The width of --size must be an integer from 320 to 7,680, not \"9\".");
    row("screenshot lock a.png --theme blue", "--theme must be light or dark, not \"blue\".");
    row("screenshot lock a.png --text-size 300", "--text-size must be an integer from 80 to 200 %, not \"300\".");
    row("explore", "Something is missing: \"threadlab explore LESSON\" wants LESSON.");
    row("replay", "Something is missing: \"threadlab replay FILE\" wants FILE.");
    row("explore lock --budget 0",
        "--budget must be a number from 0.1 to 3600 seconds with at most three decimals, not \"0\".");
    row("sweep", "Something is missing: \"threadlab sweep LESSON\" wants LESSON.");
    row("sweep lock --sweep=", "--sweep needs a title or a number.");
    row("sweep lock --sweep 1 --sweep 2", "--sweep is given twice.");
    row("compare lock --repeat 0", "--repeat must be an integer from 1 to 1,000, not \"0\".");
    row("explore lock --save=", "--save needs the name of a file.");
    row("replay a --budget 2", "replay has no option \"--budget\"; it has --tolerant and --json.");
    row("--json", "There is no option \"--json\" without a command; \"threadlab --help\" says more.");
    row("rnu lock",
        "There is no command \"rnu\"; there are list, run, explore, sweep, compare, replay and screenshot.");
  }
  void bad_usage_is_answered_with_one_sentence() {
    QFETCH(QString, line);
    QFETCH(QString, sentence);
    try {
      parse(words(line));
      QFAIL("accepted");
    } catch (const BadInput& error) {
      QCOMPARE(QString::fromUtf8(error.what()), sentence);
    }
  }

  void empty_words_are_refused() {
    QVERIFY_THROWS_EXCEPTION(BadInput, parse({"screenshot", "lock", ""}));
    QVERIFY_THROWS_EXCEPTION(BadInput, parse({"run", "lock", "--set", ""}));
  }

  void settings_are_the_lessons_with_what_was_asked_for() {
    const course::Settings chosen = settings(entry(), {"race-condition", "", {{"threads", "8"}}});
    QCOMPARE(chosen.raw("threads"), 8);
    QCOMPARE(chosen.raw("increments"), 2);
  }

  void complaints_about_settings_name_the_lesson() {
    try {
      settings(entry(), {"race-condition", "", {{"thread", "8"}}});
      QFAIL("accepted");
    } catch (const BadInput& error) {
      QCOMPARE(
          error.what(),
          "Lesson race-condition: There is no parameter \"thread\"; there are threads and increments. Did you mean "
          "\"threads\"?");
    }
    QVERIFY_THROWS_EXCEPTION(BadInput, settings(entry(), {"race-condition", "", {{"threads", "many"}}}));
  }

  void the_first_variant_is_the_default() {
    const course::Entry lesson = entry();
    QCOMPARE(variant(lesson, {"race-condition", "", {}}).id, std::string("plain"));
    QCOMPARE(variant(lesson, {"race-condition", "lock", {}}).id, std::string("lock"));
    try {
      variant(lesson, {"race-condition", "lokc", {}});
      QFAIL("accepted");
    } catch (const BadInput& error) {
      QVERIFY(QString(error.what()).startsWith("Lesson race-condition: There is no variant"));
    }
  }
};

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
