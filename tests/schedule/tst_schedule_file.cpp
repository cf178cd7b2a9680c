#include <QtTest>
#include <random>
#include <sstream>

#include "schedule/explore.h"
#include "schedule/programs.h"
#include "schedule/schedule_file.h"
#include "threading/step.h"

using namespace schedule;

namespace {

Schedule example() {
  Schedule schedule = *explore(programs::opposite_order).found;
  schedule.program = "deadlock";
  schedule.source_hash = "12ab";
  schedule.parameters = {{"locks", "2"}, {"name", "\"quoted\"\n"}};
  schedule.seed = 0xfedcba9876543210U;
  return schedule;
}

std::string written(const Schedule& schedule) {
  std::ostringstream out;
  write_schedule(out, schedule);
  return out.str();
}

Schedule read(const std::string& text) {
  std::istringstream in(text);
  return read_schedule(in);
}

std::string refusal(const std::string& text) {
  try {
    read(text);
  } catch (const BadSchedule& bad) {
    return bad.what();
  }
  return {};
}

std::string with(std::string text, const std::string& old, const std::string& replacement) {
  return text.replace(text.find(old), old.size(), replacement);
}

}  // namespace

class TestScheduleFile : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void what_is_written_is_read_again() {
    Schedule schedule = example();
    QVERIFY(read(written(schedule)) == schedule);
    schedule.policies = {.time_outs = Policies::unlimited,
                         .wake_ups = 3,
                         .woken = Policies::Woken::any,
                         .sleep = Policies::Sleep::lasts,
                         .at_failure = Policies::AtFailure::go_on,
                         .at_partial_deadlock = Policies::AtFailure::go_on,
                         .most_steps = 17};
    schedule.lines[0].ending = Ending::time_out;
    schedule.lines[1].choice = 5;
    QVERIFY(read(written(schedule)) == schedule);
  }

  void a_labelled_step_is_a_line_with_its_label() {
    const Schedule schedule = *explore([](Program& program) {
                                 program.thread([] {
                                   threading::step("halfway");
                                   check(false, "never");
                                 });
                               }).found;
    QVERIFY(written(schedule).find(R"({"thread":"main/0","does":"step","name":"halfway"})") != std::string::npos);
    QVERIFY(read(written(schedule)) == schedule);
  }

  void a_step_is_a_line_that_a_person_can_read() {
    QVERIFY(written(example()).find(R"({"thread":"main/0","does":"acquire","object":"main#0","name":"left"})") !=
            std::string::npos);
  }

  void a_file_that_is_none_gets_one_sentence() {
    QCOMPARE(refusal(""), std::string("this is not a schedule: the file is empty"));
    QCOMPARE(refusal("hello"), std::string("this is not a schedule: its first line is no JSON object"));
    QCOMPARE(refusal("{\"a\":1}\n"),
             std::string("this is not a schedule: its first line does not say \"format\": \"threadlab-schedule\""));
    QVERIFY(refusal(std::string(100'000, ' ')).find("too long") != std::string::npos);
  }

  void a_damaged_file_is_named_with_its_line() {
    const std::string good = written(example());
    QCOMPARE(refusal(with(good, "\"version\":1", "\"version\":2")),
             std::string("the schedule is of version 2, but only version 1 can be read here"));
    QCOMPARE(refusal(with(good, "\"does\":\"acquire\"", "\"does\":\"aquire\"")),
             std::string("line 2 of the schedule is damaged: 'does' is missing or makes no sense"));
    QCOMPARE(refusal(with(good, "{\"thread\"", "{\"thread")),
             std::string("line 2 of the schedule is damaged: it is no JSON object"));
    QCOMPARE(refusal(good + good), std::string("the schedule goes on after its end"));
  }

  void the_longest_schedule_is_read_and_no_longer_one() {
    Schedule schedule = example();
    schedule.lines.resize(longest_schedule, schedule.lines.front());
    QVERIFY(read(written(schedule)) == schedule);
    schedule.lines.push_back(schedule.lines.front());
    QCOMPARE(refusal(written(schedule)), std::string("the file is too long for a schedule"));
  }

  void the_header_is_read_without_the_steps() {
    const Schedule good = example();
    std::istringstream in(with(written(good), "\"does\":\"acquire\"", "\"does\":\"aquire\""));
    const Schedule header = read_header(in);
    QCOMPARE(header.program, good.program);
    QVERIFY(header.policies == good.policies);
    QVERIFY(header.parameters == good.parameters && header.seed == good.seed);
    QVERIFY(header.lines.empty());
  }

  void a_truncated_file_says_where_it_breaks_off() {
    const std::string good = written(example());
    const std::string cut = good.substr(0, good.find("{\"verdict\""));
    QCOMPARE(refusal(cut), std::string("the schedule breaks off after 2 steps: its last lines are missing"));
    for (std::size_t length = 0; length + 1 < good.size(); ++length) QVERIFY(!refusal(good.substr(0, length)).empty());
  }

  void a_schedule_of_another_program_or_of_an_older_text_is_refused() {
    const auto sentence = [](const std::string& program, const std::string& hash) {
      try {
        check_current(example(), program, hash);
      } catch (const BadSchedule& bad) {
        return std::string(bad.what());
      }
      return std::string();
    };
    QCOMPARE(sentence("deadlock", "12ab"), std::string());
    QCOMPARE(sentence("race", "12ab"), std::string("the schedule is of 'deadlock', not of 'race'"));
    QCOMPARE(sentence("deadlock", "12ac"),
             std::string("the schedule is out of date: 'deadlock' has changed since it was made"));
  }

  void whatever_is_in_a_file_is_read_or_refused() {
    const std::string good = written(example());
    std::mt19937_64 dice(20'260'101);
    const std::string pieces[] = {"{",  "}",     "[",    "\"", "\n", "null",
                                  "-1", "1e999", "\xff", ":",  ",",  "99999999999999999999"};
    for (int i = 0; i < 20'000; ++i) {
      std::string text = good;
      for (std::size_t changes = 1 + dice() % 4; changes > 0; --changes) {
        const std::size_t place = dice() % text.size();
        switch (dice() % 4) {
          case 0: text[place] = static_cast<char>(dice()); break;
          case 1: text.erase(place, dice() % 40); break;
          case 2: text.insert(place, pieces[dice() % std::size(pieces)]); break;
          default: text.insert(place, text.substr(dice() % text.size(), dice() % 100)); break;
        }
        if (text.empty()) text = " ";
      }
      try {
        read(text);
      } catch (const BadSchedule& bad) {
        QVERIFY(std::string(bad.what()).find('\n') == std::string::npos);
      }
    }
  }
};

QTEST_APPLESS_MAIN(TestScheduleFile)
#include "tst_schedule_file.moc"
