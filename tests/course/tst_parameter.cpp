#include <QTest>
#include <limits>
#include <random>

#include "course/parameter.h"

using namespace std::chrono_literals;
using course::BadInput;
using course::Parameter;
using course::Settings;

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

Parameter threads() { return course::integer("threads", "Threads", 1, 64, 2); }
Parameter gap() { return course::duration("gap", "Gap", 0ms, 2s, 1ms); }
Parameter share() { return course::real("share", "Share", 0, 1, 0.25); }
Parameter order() { return course::choice("order", "Order", {"fair", "unfair", "random"}, 1); }

QString complaint(const Parameter& parameter, std::string_view text) {
  try {
    parameter.parse(text);
  } catch (const BadInput& error) {
    return QString::fromUtf8(error.what());
  }
  return "accepted";
}

/// Numbers of every length, so that each unit and each number of digits has its turn.
std::int64_t any_number(std::mt19937_64& generator) {
  const auto bits = std::uniform_int_distribution<unsigned>(1, 64)(generator);
  return static_cast<std::int64_t>(generator() >> (64U - bits));
}

}  // namespace

class TestParameter : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void text_and_value_are_exact_inverses() {
    std::mt19937_64 generator(1);
    for (Parameter::Kind kind : {Parameter::Kind::integer, Parameter::Kind::real, Parameter::Kind::duration}) {
      for (const char* unit : {"", "items", "%", "s"}) {
        Parameter parameter;
        parameter.kind = kind;
        parameter.least = lowest;
        parameter.greatest = highest;
        if (kind != Parameter::Kind::duration) parameter.unit = unit;
        for (std::int64_t value : {lowest, lowest + 1, highest, std::int64_t{0}, std::int64_t{-1}, std::int64_t{1}}) {
          QCOMPARE(parameter.parse(parameter.format(value)), value);
        }
        for (int i = 0; i < 20'000; ++i) {
          const std::int64_t value = any_number(generator);
          QCOMPARE(parameter.parse(parameter.format(value)), value);
        }
      }
    }
  }

  void every_choice_is_read_back() {
    const Parameter parameter = order();
    for (std::int64_t i = 0; i < 3; ++i) QCOMPARE(parameter.parse(parameter.format(i)), i);
  }

  void durations_are_shown_in_the_unit_that_suits() {
    QCOMPARE(gap().format(0), std::string("0 ms"));
    QCOMPARE(gap().format(999), std::string("999 ns"));
    QCOMPARE(gap().format(1'500'000), std::string("1.5 ms"));
    QCOMPARE(gap().format(20'000), std::string("20 \u00b5s"));
    QCOMPARE(gap().format(2'000'000'000), std::string("2 s"));
    QCOMPARE(gap().format(-1'500), std::string("-1.5 \u00b5s"));
  }

  void durations_are_read_in_any_unit_and_spacing() {
    QCOMPARE(gap().parse("1500us"), 1'500'000);
    QCOMPARE(gap().parse("0"), 0);
    QCOMPARE(gap().parse(" 1.5  ms "), 1'500'000);
    QCOMPARE(gap().parse("1500 \u00b5s"), 1'500'000);
    QCOMPARE(gap().parse("1500\u03bcs"), 1'500'000);
    QCOMPARE(gap().parse(".5s"), 500'000'000);
    QCOMPARE(gap().parse("+7ns"), 7);
    QCOMPARE(gap().parse("0s"), 0);
  }

  void what_is_no_value_is_refused_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"",
                             " ",
                             "ms",
                             "20",
                             "1.5",
                             "abc",
                             "1,5 ms",
                             "1e3 ns",
                             "--1 ms",
                             "1.2.3 ms",
                             "3 s",
                             "-1 ns",
                             "0.5 ns",
                             "1 minute",
                             "1 m s",
                             "nan ms",
                             "0x10 ms",
                             ". ms",
                             "- ms",
                             "99999999999999999999999 s",
                             "9223372036855 ms",
                             "9223372037 s"}) {
      QTest::newRow(*text == '\0' ? "empty" : text) << QString::fromUtf8(text);
    }
  }
  void what_is_no_value_is_refused() {
    QFETCH(QString, text);
    QVERIFY_THROWS_EXCEPTION(BadInput, gap().parse(text.toStdString()));
  }

  void numbers_may_have_their_unit_behind_them() {
    const Parameter items = course::explained(course::integer("size", "Size", 0, 100, 5), "How many fit.", "items");
    QCOMPARE(items.format(5), std::string("5 items"));
    QCOMPARE(items.parse("7"), 7);
    QCOMPARE(items.parse("7items"), 7);
    QCOMPARE(complaint(items, "7 apples"), QString("size must be an integer from 0 to 100 items, not \"7 apples\"."));
  }

  void large_numbers_are_grouped_for_people_and_plain_in_files() {
    const Parameter items =
        course::explained(course::integer("size", "Size", 0, 2'000'000, 5), "How many fit.", "items");
    QCOMPARE(items.format(40'000), std::string("40,000 items"));
    QCOMPARE(items.plain(40'000), std::string("40000 items"));
    QCOMPARE(items.plain(1), std::string("1 item"));
    QCOMPARE(gap().plain(1'500'000), std::string("1.5 ms"));
    QCOMPARE(items.range(), std::string("0 to 2,000,000 items"));
    for (const char* text : {"40000", "40,000", "40,000 items", "40000items"}) QCOMPARE(items.parse(text), 40'000);
    for (const char* text : {"4,0000", "40,00", ",400", "1,5", "400,", "40,000.5"}) {
      QVERIFY_THROWS_EXCEPTION(BadInput, items.parse(text));
    }
    QVERIFY_THROWS_EXCEPTION(BadInput, share().parse("0,125"));
  }

  void one_of_a_unit_is_said_in_the_singular() {
    const Parameter items = course::explained(course::integer("size", "Size", 0, 100, 5), "How many fit.", "items");
    QCOMPARE(items.format(1), std::string("1 item"));
    QCOMPARE(items.format(0), std::string("0 items"));
    QCOMPARE(items.parse("1 item"), 1);
    QCOMPARE(course::explained(share(), "How much of it.", "seconds").format(1), std::string("0.001 seconds"));
  }

  void a_range_names_its_unit_once() {
    QCOMPARE(threads().range(), std::string("1 to 64"));
    QCOMPARE(course::explained(threads(), "", "items").range(), std::string("1 to 64 items"));
    QCOMPARE(gap().range(), std::string("0 ms to 2 s"));
    QCOMPARE(order().range(), std::string("fair, unfair or random"));
    QCOMPARE(course::explained(threads(), "", "items").format_without_unit(3), std::string("3"));
  }

  void reals_are_thousandths() {
    QCOMPARE(share().initial, 250);
    QCOMPARE(share().format(250), std::string("0.25"));
    QCOMPARE(share().parse("0.125"), 125);
    QCOMPARE(share().parse("1.000000"), 1000);
    QVERIFY_THROWS_EXCEPTION(BadInput, share().parse("0.1234"));
    QVERIFY_THROWS_EXCEPTION(BadInput, share().parse("1.001"));
  }

  void a_refusal_says_what_would_be_right() {
    QCOMPARE(complaint(threads(), "many"), QString("threads must be an integer from 1 to 64, not \"many\"."));
    QCOMPARE(complaint(threads(), "65"), QString("threads must be an integer from 1 to 64, not \"65\"."));
    QCOMPARE(complaint(threads(), "99999999999999999999"),
             QString("threads must be an integer from 1 to 64, not \"99999999999999999999\"."));
    QCOMPARE(complaint(gap(), "20"),
             QString("gap must be a duration from 0 ms to 2 s with its unit (ns, us, ms or s), not \"20\"."));
    QCOMPARE(complaint(order(), "unfare"),
             QString("order must be fair, unfair or random, not \"unfare\". Did you mean \"unfair\"?"));
  }

  void a_parameter_that_begins_outside_its_range_is_an_authors_mistake() {
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, course::integer("n", "N", 1, 2, 3));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, course::choice("c", "C", {}));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, course::choice("c", "C", {"a"}, 1));
  }

  void makers_fill_in_the_rest() {
    QVERIFY(threads().applies == Parameter::Applies::next_run);
    QVERIFY(course::at_once(gap()).applies == Parameter::Applies::at_once);
    QCOMPARE(gap().step, 10'000'000);
    QCOMPARE(share().step, 10);
    QCOMPARE(course::explained(threads(), "How many.").help, std::string("How many."));
  }

  void settings_begin_with_the_defaults_and_return_to_them() {
    Settings settings({threads(), gap()});
    QCOMPARE(settings.raw("threads"), 2);
    settings.set("threads", 8);
    settings.set_text("gap", "20ms");
    QCOMPARE(settings.raw("threads"), 8);
    QCOMPARE(settings.text("gap"), std::string("20 ms"));
    settings.reset();
    QCOMPARE(settings.raw("threads"), 2);
    QCOMPARE(settings.text("gap"), std::string("1 ms"));
  }

  void a_refused_value_changes_nothing() {
    Settings settings({threads(), order()});
    QVERIFY_THROWS_EXCEPTION(BadInput, settings.set("threads", 65));
    QVERIFY_THROWS_EXCEPTION(BadInput, settings.set("order", 3));
    QVERIFY_THROWS_EXCEPTION(BadInput, settings.set_text("threads", "0"));
    QCOMPARE(settings.raw("threads"), 2);
    QCOMPARE(settings.raw("order"), 1);
  }

  void an_unknown_name_is_answered_with_the_ones_there_are() {
    const Settings settings({threads(), gap(), share()});
    try {
      settings.raw("thread");
      QFAIL("accepted");
    } catch (const BadInput& error) {
      QCOMPARE(error.what(),
               "There is no parameter \"thread\"; there are threads, gap and share. Did you mean \"threads\"?");
    }
    try {
      Settings({}).raw("x");
      QFAIL("accepted");
    } catch (const BadInput& error) {
      QCOMPARE(error.what(), "There is no parameter \"x\"; there are none.");
    }
  }

  void copies_are_independent() {
    Settings one({threads()});
    one.set("threads", 3);
    Settings other(one);
    one.set("threads", 4);
    QCOMPARE(other.raw("threads"), 3);
    other = one;
    one.set("threads", 5);
    QCOMPARE(other.raw("threads"), 4);
    Settings different({gap()});
    different = one;
    QCOMPARE(different.raw("threads"), 5);
  }
};

QTEST_APPLESS_MAIN(TestParameter)
#include "tst_parameter.moc"
